import type { Mechanism, SiteType, StartPressures, SurfaceSpecies } from '../mechanism.js'
import { suggest } from './nearest.js'

export type StartReading =
  | { readonly coverages: number[]; readonly pressures: StartPressures | undefined }
  | { readonly species: string; readonly value: string; readonly problem: string; readonly remedy: string }

/** A sum of coverages may miss its total by this much, relatively: decimal fractions are not exact. */
const SUM_TOLERANCE = 1e-9

export type StartTarget = Pick<Mechanism, 'surface' | 'sites' | 'gases' | 'parameters'> & {
  readonly reactor?: Mechanism['reactor'] | undefined
}

/**
 * Coverages at t = 0 from those stated: what is not stated is empty, and the rest of each site type is
 * free. A free site may be stated too; then everything must add up. In a reactor pressures of gases may be stated
 * too, in the unit in which the model gives those of the feed.
 *
 * @returns shape (surface.length)
 */
export function layOutStart(target: StartTarget, stated: Readonly<Record<string, number>>): StartReading {
  const { surface, sites, gases, parameters, reactor } = target
  const coverages = surface.map(() => 0)
  const pressures = gases.map((): number | null => null)
  const statedFree = new Set<number>()
  for (const [name, value] of Object.entries(stated)) {
    const index = surface.findIndex(species => species.name === name)
    const trouble = { species: name, value: String(value) }
    const gas = reactor ? gases.findIndex(({ name: own }) => own === name) : -1
    if (gas >= 0) {
      const { factor, offset } = parameters[gases[gas]!.pressure]!
      const pressure = value * factor + offset
      if (!(pressure >= 0 && pressure < Infinity))
        return {
          ...trouble,
          problem: `The pressure of ${name} is not a number from 0.`,
          remedy: 'Use 0 or more.',
        }
      pressures[gas] = pressure
      continue
    }
    if (index < 0) {
      const names = [...surface, ...(reactor ? gases : [])].map(species => species.name)
      return { ...trouble, problem: `There is no surface species ${name}.`, remedy: suggest(name, names) }
    }
    if (typeof value !== 'number' || !Number.isFinite(value))
      return { ...trouble, problem: `The coverage of ${name} is not a finite number.`, remedy: 'Use 0 to 1.' }
    if (value < 0)
      return { ...trouble, problem: `The coverage of ${name} is negative.`, remedy: 'Use 0 or more.' }
    coverages[index] = value
    if (surface[index]!.free) statedFree.add(surface[index]!.site)
  }
  for (const [site, { name, total }] of sites.entries()) {
    const taken = occupied(surface, coverages, site)
    const missing = total - taken
    const tolerance = SUM_TOLERANCE * total
    if (missing < -tolerance || (statedFree.has(site) && Math.abs(missing) > tolerance))
      return {
        species: name,
        value: String(taken),
        problem: `The coverages on ${name} add up to ${taken}, but there are ${total} sites.`,
        remedy: `Make them add up to ${statedFree.has(site) ? '' : 'at most '}${total}.`,
      }
    const free = surface.findIndex(species => species.free && species.site === site)
    if (!statedFree.has(site)) coverages[free] = Math.max(0, missing)
  }
  return { coverages, pressures: pressures.some(p => p !== null) ? pressures : undefined }
}

function occupied(surface: readonly SurfaceSpecies[], coverages: readonly number[], site: number): number {
  return surface.reduce(
    (sum, species, i) => (species.site === site ? sum + species.occupies * coverages[i]! : sum),
    0,
  )
}

/** All sites free. */
export function emptySurface(surface: readonly SurfaceSpecies[], sites: readonly SiteType[]): number[] {
  return surface.map(species => (species.free ? sites[species.site]!.total : 0))
}
