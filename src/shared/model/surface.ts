import { isMap } from 'yaml'
import type { SiteType, SurfaceSpecies } from '../mechanism.js'
import { compositionOf, type Masses } from './composition.js'
import { type Cell, type Door, report } from './door.js'
import { formulaOf, isSurfaceName, siteOf } from './equation.js'
import { suggest } from './nearest.js'
import { ADSORBATE_KEYS, SITE_KEYS } from './keys.js'
import { parameterAt, type Registry } from './parameters.js'
import { mustBePositive } from './quantity.js'
import { entriesOf, numberOf, plainTextOf, recordOf, refuseLookAlike } from './reader.js'
import { readSurfaceThermo } from './thermo-tables.js'

const SITE = /^\*(_[A-Za-z0-9]+)?$/
const ADSORBATE = /^[A-Za-z][A-Za-z0-9_()-]*\*(_[A-Za-z0-9]+)?$/

/** The block `sites`; without it there is one site type `*` with a total of 1. */
export function readSites(door: Door, cell: Cell | undefined): SiteType[] {
  if (!cell) return [{ name: '*', total: 1 }]
  const entries = entriesOf(door, cell, '"\\"*\\": 1"')
  if (entries?.size === 0)
    report(door, cell, {
      rule: 'no-free-site',
      message: 'The model has no site.',
      remedy: 'Remove "sites" for one site type "*", or list the site types.',
    })
  const sites: SiteType[] = []
  for (const [name, { key, value }] of entries ?? []) {
    if (refuseLookAlike(door, key, name)) continue
    if (!SITE.test(name)) {
      const remedy = 'Call it "*" or "*_s" with a short name after the underscore, in quotes.'
      report(door, key, { rule: 'bad-name', message: `"${name}" cannot be the name of a site.`, remedy })
      continue
    }
    const stated = isMap(value.node) ? recordOf(door, value, SITE_KEYS)?.total : value
    const total = stated ? numberOf(door, stated) : 1
    if (total !== undefined && total <= 0) mustBePositive(door, stated!)
    else if (total !== undefined) sites.push({ name, total })
  }
  return sites
}

/** A surface species and where the file speaks of it first. */
export interface SurfaceDraft {
  readonly species: SurfaceSpecies
  readonly cell: Cell
}

/** The block `adsorbates`. */
export function readAdsorbates(
  door: Door,
  registry: Registry,
  masses: Masses,
  sites: readonly SiteType[],
  cell: Cell,
): SurfaceDraft[] {
  const drafts: SurfaceDraft[] = []
  for (const [name, { key, value }] of entriesOf(door, cell, '"CO*: { energy: 1.7 eV }"') ?? []) {
    if (refuseLookAlike(door, key, name)) continue
    if (!ADSORBATE.test(name)) {
      report(door, key, {
        rule: 'bad-name',
        message: `"${name}" cannot be the name of an adsorbate.`,
        remedy: isSurfaceName(name)
          ? 'Write it as CO* or CO*_s; free sites stand under "sites".'
          : `Write it with a star: ${name}*.`,
      })
      continue
    }
    const species = readAdsorbate(door, registry, masses, sites, name, key, value)
    if (species) drafts.push({ species, cell: key })
  }
  return drafts
}

function readAdsorbate(
  door: Door,
  registry: Registry,
  masses: Masses,
  sites: readonly SiteType[],
  name: string,
  key: Cell,
  cell: Cell,
): SurfaceSpecies | undefined {
  const record = recordOf(door, cell, ADSORBATE_KEYS)
  if (!record) return undefined
  const siteName = record.site ? plainTextOf(door, record.site) : siteOf(name)
  const site = siteName === undefined ? undefined : siteIndex(door, sites, siteName, record.site ?? key)
  const composition = compositionOf(door, masses, formulaOf(name), key, record.composition)
  const energy = record.energy && parameterAt(door, registry, record.energy, 'eV', `energy(${name})`)
  const thermo = readSurfaceThermo(door, registry, `correction(${name})`, record.thermo)
  const occupies = record.occupies ? numberOf(door, record.occupies) : 1
  if (occupies !== undefined && (!Number.isInteger(occupies) || occupies < 1 || occupies > 20)) {
    report(door, record.occupies!, {
      rule: 'bad-count',
      message: `${occupies} is not a number of sites.`,
      remedy: 'Use a whole number from 1 to 20.',
    })
    return undefined
  }
  if (site === undefined || !composition || occupies === undefined || !thermo) return undefined
  return {
    name,
    composition,
    site,
    occupies,
    free: false,
    ...(energy !== undefined && { energy }),
    ...thermo,
  }
}

function siteIndex(door: Door, sites: readonly SiteType[], name: string, cell: Cell): number | undefined {
  const index = sites.findIndex(site => site.name === name)
  if (index >= 0) return index
  const known = sites.map(site => site.name)
  return report(door, cell, {
    rule: 'unknown-site',
    value: name,
    message: `There is no site type "${name}".`,
    remedy: `${suggest(name, known)} Or add it under "sites".`,
  })
}

/** An adsorbate that only the steps mention: its composition is its name, its site the star. */
export function inferAdsorbate(
  door: Door,
  masses: Masses,
  sites: readonly SiteType[],
  name: string,
  cell: Cell,
): SurfaceDraft | undefined {
  const site = siteIndex(door, sites, siteOf(name), cell)
  const composition = compositionOf(door, masses, formulaOf(name), cell, undefined)
  if (site === undefined || !composition) return undefined
  return { species: { name, composition, site, occupies: 1, free: false }, cell }
}

export const freeSites = (sites: readonly SiteType[]): SurfaceSpecies[] =>
  sites.map(({ name }, site) => ({ name, composition: {}, site, occupies: 1, free: true }))
