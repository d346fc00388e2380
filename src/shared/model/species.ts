import { isMap, isScalar, type Node } from 'yaml'
import type { Gas, SiteType } from '../mechanism.js'
import type { Masses } from './composition.js'
import { type Cell, type Door, report } from './door.js'
import { isSurfaceName, withoutGasMark, type WrittenTerm } from './equation.js'
import { MAX_SPECIES } from './limits.js'
import type { Registry } from './parameters.js'
import { child } from './reader.js'
import type { StepDraft } from './step-drafts.js'
import type { SpeciesTable } from './steps.js'
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
  warnUntouched(door, gases, sites, mentions, blocks.gases)
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

/** A gas that no step touches changes nothing; a free site that none uses is mostly a forgotten star. */
function warnUntouched(
  door: Door,
  gases: readonly Gas[],
  sites: readonly SiteType[],
  mentions: ReadonlyMap<string, Mention>,
  cell: Cell | undefined,
): void {
  if (!cell || mentions.size === 0) return
  const touched = new Set([...mentions.keys()].map(withoutGasMark))
  for (const { name } of gases.filter(gas => !touched.has(gas.name)))
    report(door, keyCell(cell, name), {
      severity: 'warning',
      rule: 'untouched-species',
      value: name,
      message: `No step touches the gas ${name}.`,
      remedy: 'Add a step with it, or remove it.',
    })
  for (const { name } of sites.filter(site => !touched.has(site.name)))
    report(door, [...mentions.values()][0]!.step.equationCell, {
      severity: 'warning',
      rule: 'no-free-site',
      value: name,
      message: `No step uses the free site ${name}.`,
      remedy: 'Write free sites into the adsorption steps: "CO + * <-> CO*".',
    })
}

function keyCell(map: Cell, name: string): Cell {
  const items = isMap(map.node) ? map.node.items : []
  const key = items.find(pair => isScalar(pair.key) && pair.key.value === name)?.key
  return { node: (key as Node | undefined) ?? map.node, field: child(map.field, name) }
}
