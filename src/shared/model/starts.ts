import type { SiteType, SurfaceSpecies } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { MAX_STARTS } from './limits.js'
import { suggest } from './nearest.js'
import { entriesOf, type Entry, numberOf, textOf } from './reader.js'
import { emptySurface, layOutStart } from './start.js'

/** The blocks `starts` and `start`: coverages by name, and which of them a map starts from. */
export function readStarts(
  door: Door,
  surface: readonly SurfaceSpecies[],
  sites: readonly SiteType[],
  startsCell: Cell | undefined,
  startCell: Cell | undefined,
): { start: readonly number[]; starts: Record<string, readonly number[]> } {
  const empty = emptySurface(surface, sites)
  const starts = new Map<string, readonly number[]>([['empty', empty]])
  const broken = new Set<string>()
  const entries = (startsCell && entriesOf(door, startsCell, STARTS_EXAMPLE)) ?? new Map<string, Entry>()
  if (entries.size > MAX_STARTS)
    report(door, startsCell!, {
      rule: 'too-many',
      value: String(entries.size),
      message: `The model has ${entries.size} starts.`,
      remedy: `Give up to ${MAX_STARTS}.`,
    })
  for (const [name, { key, value }] of entries) {
    const coverages = checkName(door, key, name) && readStart(door, { surface, sites }, value)
    if (coverages) starts.set(name, coverages)
    else broken.add(name)
  }
  const named = startCell && textOf(door, startCell)
  if (named !== undefined && !starts.has(named) && !broken.has(named))
    report(door, startCell!, {
      rule: 'unknown-start',
      message: `There is no start "${named}".`,
      remedy: suggest(named, [...starts.keys()]),
    })
  return { start: starts.get(named ?? 'empty') ?? empty, starts: Object.fromEntries(starts) }
}

const STARTS_EXAMPLE = '"CO-covered: { CO*: 0.9999 }"'

function checkName(door: Door, key: Cell, name: string): boolean {
  // "=" would make the name look like coverages on the command line.
  if (name !== 'empty' && name !== 'custom' && !/[=,]/.test(name)) return true
  return (
    report(door, key, {
      rule: 'bad-name',
      value: name,
      message: `"${name}" cannot be the name of a start.`,
      remedy: /[=,]/.test(name)
        ? 'Leave out "=" and ",".'
        : 'Choose another name; this one has a meaning already.',
    }) ?? false
  )
}

function readStart(
  door: Door,
  target: { surface: readonly SurfaceSpecies[]; sites: readonly SiteType[] },
  cell: Cell,
): number[] | undefined {
  const entries = entriesOf(door, cell, '"{ CO*: 0.9999 }"')
  if (!entries) return undefined
  const stated: [string, number | undefined][] = [...entries].map(([name, { value }]) => [
    name,
    numberOf(door, value),
  ])
  if (stated.some(([, value]) => value === undefined)) return undefined
  const reading = layOutStart(target, Object.fromEntries(stated) as Record<string, number>)
  if ('coverages' in reading) return reading.coverages
  const unknown = !target.surface.some(species => species.name === reading.species)
  return report(door, entries.get(reading.species)?.key ?? cell, {
    rule: unknown ? 'unknown-species' : 'bad-start',
    value: reading.value,
    message: reading.problem,
    remedy: reading.remedy,
  })
}
