import type { Gas, SiteType } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { isSurfaceName, type WrittenTerm } from './equation.js'
import type { Masses } from './gases.js'
import { MAX_SPECIES } from './limits.js'
import type { Registry } from './parameters.js'
import type { SpeciesTable, StepDraft } from './steps.js'
import { freeSites, inferAdsorbate, readAdsorbates, type SurfaceDraft } from './surface.js'

/**
 * All species the steps may refer to: gases, adsorbates (declared, or else those the steps mention, in
 * order of appearance) and one free site per site type. Warns of species that no step touches.
 */
export function readSpecies(
  door: Door,
  registry: Registry,
  masses: Masses,
  gases: readonly Gas[],
  sites: readonly SiteType[],
  steps: readonly StepDraft[],
  blocks: { readonly gases?: Cell; readonly adsorbates?: Cell },
): SpeciesTable {
  const mentions = mentionedSpecies(steps)
  const declared = blocks.adsorbates && readAdsorbates(door, registry, masses, sites, blocks.adsorbates)
  const adsorbates = declared
    ? touchedOnly(door, declared, mentions)
    : inferAll(door, masses, sites, mentions)
  const surface = [...adsorbates.map(draft => draft.species), ...freeSites(sites)]
  const listed = new Set([...gases, ...surface].map(species => species.name))
  const broken = brokenNames(door, listed)
  if (gases.length + surface.length > MAX_SPECIES)
    report(door, blocks.adsorbates ?? steps[0]?.cell ?? blocks.gases!, {
      rule: 'too-many',
      value: String(gases.length + surface.length),
      message: `The model has ${gases.length + surface.length} species.`,
      remedy: `Stay below ${MAX_SPECIES}.`,
    })
  warnUntouched(door, gases, surface, mentions, blocks)
  const inferred = declared ? [] : [...mentions.keys()].filter(isAdsorbate)
  return {
    gases,
    surface,
    sites,
    masses,
    brokenGases: broken,
    brokenSurface: new Set([...broken, ...inferred]),
  }
}

const isAdsorbate = (name: string): boolean => isSurfaceName(name) && !name.startsWith('*')

interface Mention {
  readonly step: StepDraft
  readonly term: WrittenTerm
}

function mentionedSpecies(steps: readonly StepDraft[]): Map<string, Mention> {
  const mentions = new Map<string, Mention>()
  for (const step of steps)
    for (const term of [...step.equation.reactants, ...step.equation.products])
      if (!mentions.has(term.name)) mentions.set(term.name, { step, term })
  return mentions
}

function inferAll(
  door: Door,
  masses: Masses,
  sites: readonly SiteType[],
  mentions: ReadonlyMap<string, Mention>,
): SurfaceDraft[] {
  const names = [...mentions.keys()].filter(isAdsorbate)
  return names
    .map(name => inferAdsorbate(door, masses, sites, name, mentions.get(name)!.step.equationCell))
    .filter(draft => draft !== undefined)
}

/** An adsorbate that no step touches would keep its coverage for ever and make the Jacobian singular. */
function touchedOnly(
  door: Door,
  declared: readonly SurfaceDraft[],
  mentions: ReadonlyMap<string, Mention>,
): SurfaceDraft[] {
  return declared.filter(({ species, cell }) => {
    if (mentions.has(species.name)) return true
    report(door, cell, {
      severity: 'warning',
      rule: 'untouched-species',
      message: `No step touches ${species.name}; it is left out.`,
      remedy: 'Add a step with it, or remove it.',
    })
    return false
  })
}

/** Names whose own description already has a finding: `gases.CO.pressure` breaks CO. */
function brokenNames(door: Door, listed: ReadonlySet<string>): Set<string> {
  const names = door.findings
    .map(finding => finding.field.match(/^(?:gases|adsorbates|sites)\.(\S+?)(?:\.|$)/)?.[1])
    .filter(name => name !== undefined)
  return new Set(names.filter(name => !listed.has(name)))
}

function warnUntouched(
  door: Door,
  gases: readonly Gas[],
  surface: SpeciesTable['surface'],
  mentions: ReadonlyMap<string, Mention>,
  blocks: { readonly gases?: Cell },
): void {
  const touched = [...mentions.keys()].map(name => name.replace(/(?:_g|\(g\))$/, ''))
  const untouched = [
    ...gases.filter(gas => !touched.includes(gas.name)),
    ...surface.filter(species => species.free && !touched.includes(species.name)),
  ]
  if (mentions.size === 0 || !blocks.gases) return
  for (const { name } of untouched)
    report(door, blocks.gases, {
      severity: 'warning',
      rule: isSurfaceName(name) ? 'no-free-site' : 'untouched-species',
      value: name,
      message: isSurfaceName(name)
        ? `No step uses the free site ${name}.`
        : `No step touches the gas ${name}.`,
      remedy: isSurfaceName(name)
        ? 'Write free sites into the adsorption steps: "CO + * <-> CO*".'
        : 'Add a step with it, or remove it.',
    })
}
