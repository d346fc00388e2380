import type { Gas, Mechanism, SiteType, StartPressures, SurfaceSpecies } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { MAX_STARTS } from './limits.js'
import { suggest } from './nearest.js'
import { literalOf } from './quantity.js'
import { entriesOf, type Entry, numberOf, textOf } from './reader.js'
import { emptySurface, layOutStart } from './start.js'

interface Target {
  readonly surface: readonly SurfaceSpecies[]
  readonly sites: readonly SiteType[]
  /** That have pressures of their own at t = 0. */
  readonly gases: readonly Gas[]
}

/**
 * The blocks `starts` and `start`: coverages, and pressures in a reactor, by name, and which of them a map starts
 * from.
 */
export function readStarts(
  door: Door,
  target: Target,
  startsCell: Cell | undefined,
  startCell: Cell | undefined,
): Pick<Mechanism, 'start' | 'starts' | 'startPressures'> {
  const empty = emptySurface(target.surface, target.sites)
  const starts = new Map<string, readonly number[]>([['empty', empty]])
  const pressures = new Map<string, StartPressures>()
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
    const stated = checkName(door, key, name) && readStart(door, target, value)
    if (stated) {
      starts.set(name, stated.coverages)
      if (stated.pressures.some(pressure => pressure !== null)) pressures.set(name, stated.pressures)
    } else broken.add(name)
  }
  const named = startCell && textOf(door, startCell)
  if (named !== undefined && !starts.has(named) && !broken.has(named))
    report(door, startCell!, {
      rule: 'unknown-start',
      message: `There is no start "${named}".`,
      remedy: suggest(named, [...starts.keys()]),
    })
  return {
    start: starts.get(named ?? 'empty') ?? empty,
    starts: Object.fromEntries(starts),
    ...(pressures.size > 0 && { startPressures: Object.fromEntries(pressures) }),
  }
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
  target: Target,
  cell: Cell,
): { coverages: readonly number[]; pressures: StartPressures } | undefined {
  const entries = entriesOf(door, cell, '"{ CO*: 0.9999 }"')
  if (!entries) return undefined
  const pressures = readPressures(door, target.gases, entries)
  const gases = new Set(target.gases.map(gas => gas.name))
  const stated: [string, number | undefined][] = [...entries]
    .filter(([name]) => !gases.has(name))
    .map(([name, { value }]) => [name, numberOf(door, value)])
  if (!pressures || stated.some(([, value]) => value === undefined)) return undefined
  const onSurface = { ...target, gases: [], parameters: [] }
  const reading = layOutStart(onSurface, Object.fromEntries(stated) as Record<string, number>)
  if ('coverages' in reading) return { coverages: reading.coverages, pressures }
  const unknown = !target.surface.some(species => species.name === reading.species)
  return report(door, entries.get(reading.species)?.key ?? cell, {
    rule: unknown ? 'unknown-species' : 'bad-start',
    value: reading.value,
    message: reading.problem,
    remedy: reading.remedy,
  })
}

function readPressures(
  door: Door,
  gases: readonly Gas[],
  entries: ReadonlyMap<string, Entry>,
): StartPressures | undefined {
  const pressures = gases.map(({ name }) => {
    const cell = entries.get(name)?.value
    if (!cell) return null
    const pressure = literalOf(door, cell, 'Pa')
    if (pressure === undefined || pressure >= 0) return pressure
    return report(door, cell, {
      rule: 'bad-start',
      message: `The pressure of ${name} is negative.`,
      remedy: 'Use 0 or more.',
    })
  })
  return pressures.includes(undefined) ? undefined : (pressures as StartPressures)
}
