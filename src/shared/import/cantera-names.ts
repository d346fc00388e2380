import type { Composition } from '../mechanism.js'
import { type Cell, type Door, report } from '../model/door.js'
import type { Named } from './cantera-reactions.js'
import type { CanteraSpecies } from './cantera-species.js'

export interface PhaseSpecies {
  readonly name: string
  readonly original: string
  readonly composition: Composition
  readonly thermo: CanteraSpecies['thermo']
}

export interface ImportedNames {
  /** All species by the names of the Cantera file. */
  readonly named: ReadonlyMap<string, Named>
  readonly gases: readonly PhaseSpecies[]
  /** Entries of `adsorbates` in a model file. */
  readonly adsorbates: readonly (readonly [string, Record<string, unknown>])[]
}

/** `(S)`, `(s)`, `_Pt`: how files mark what sits on a surface. */
const SURFACE_MARK = /(?:\([A-Za-z0-9]{1,4}\)|_[A-Za-z0-9]{1,4})$/

/**
 * Finds the free site among the species of a surface, the one with the fewest atoms, and takes its atoms off the
 * others: `CO(S)` with the composition C O Pt becomes `CO*`.
 */
export function adsorbateNames(
  door: Door,
  cell: Cell,
  surface: readonly CanteraSpecies[],
  gas: readonly CanteraSpecies[],
  notes: string[],
): ImportedNames | undefined {
  const free = surface.toSorted((a, b) => atoms(a.composition) - atoms(b.composition))[0]
  if (!free)
    return report(door, cell, {
      rule: 'no-free-site',
      message: 'The interface has no species.',
      remedy: 'List the free site and the adsorbates under "species".',
    })
  if (!free.isZero)
    report(door, free.cell, {
      rule: 'unsupported',
      message: `The free site ${free.name} has an energy of its own.`,
      remedy: 'Give energies relative to the free site, with zero coefficients for it.',
    })
  notes.push(`${free.name} is the free site *`)
  const named = new Map<string, Named>([[free.name, { name: '*', gas: false, sites: 1 }]])
  const taken = new Set<string>(['*'])
  const name = (original: string, suffix: string): string => {
    const base = original.replace(/[^A-Za-z0-9_()-]/g, '_')
    const stem = /^[A-Za-z]/.test(base) ? base : `X${base}`
    let candidate = `${stem}${suffix}`
    for (let k = 2; taken.has(candidate); k++) candidate = `${stem}_${k}${suffix}`
    taken.add(candidate)
    return candidate
  }
  const gases = gas.map(({ name: original, composition, thermo }) => {
    const own = name(original, '')
    named.set(original, { name: own, gas: true, sites: 1 })
    return { name: own, original, composition, thermo }
  })
  const adsorbates = surface
    .filter(species => species !== free)
    .map((species): readonly [string, Record<string, unknown>] => {
      const own = name(species.name.replace(SURFACE_MARK, ''), '*')
      named.set(species.name, { name: own, gas: false, sites: species.sites })
      return [
        own,
        {
          composition: without(species.composition, free.composition, species.sites),
          ...(species.sites !== 1 && { occupies: species.sites }),
          ...(species.thermo && { thermo: shifted(species.thermo, species.sites) }),
        },
      ]
    })
  return { named, gases, adsorbates }
}

const atoms = (composition: Composition): number => Object.values(composition).reduce((a, b) => a + b, 0)

function without(composition: Composition, site: Composition, sites: number): Composition {
  const rest = Object.entries(composition).map(
    ([symbol, count]) => [symbol, count - sites * (site[symbol] ?? 0)] as const,
  )
  return Object.fromEntries(rest.filter(([, count]) => count > 0))
}

/**
 * The activity of a species that covers σ sites is its share of the sites, σ times its molecules per site; G per
 * molecule takes the factor up: G/RT + ln σ, which is a7 − ln σ.
 */
function shifted(thermo: NonNullable<CanteraSpecies['thermo']>, sites: number): Record<string, unknown> {
  if (sites === 1) return thermo
  const ranges = thermo['ranges'] as { from: string; to: string; coefficients: readonly number[] }[]
  return {
    ...thermo,
    ranges: ranges.map(range => ({
      ...range,
      coefficients: range.coefficients.map((a, i) => (i === 6 ? a - Math.log(sites) : a)),
    })),
  }
}
