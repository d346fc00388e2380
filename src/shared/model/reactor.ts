import type { ParameterIndex, Reactor } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { REACTOR_KEYS, REACTOR_TYPES } from './keys.js'
import { suggest } from './nearest.js'
import { parameterAt, type Registry } from './parameters.js'
import { plainTextOf, recordOf } from './reader.js'

type ReactorKey = Exclude<(typeof REACTOR_KEYS)[number], 'type'>
type ReactorRecord = Partial<Record<(typeof REACTOR_KEYS)[number], Cell>>

const DIMENSIONS: Readonly<Record<ReactorKey, string>> = {
  residence_time: 's',
  volume: 'm3',
  flow: 'm3 s-1',
  site_density: 'm-3',
  sites: '1',
}

/** The block `reactor`: how long gas stays in it, and how many sites it meets. */
export function readReactor(door: Door, registry: Registry, cell: Cell): Reactor | undefined {
  const record = recordOf(door, cell, REACTOR_KEYS, ['type'])
  if (!record || !checkType(door, record.type) || !isDetermined(door, cell, record)) return undefined
  const at = (key: ReactorKey): ParameterIndex | undefined =>
    record[key] && parameterAt(door, registry, record[key], DIMENSIONS[key], `${key}(reactor)`)
  const [residenceTime, volume, flow] = [at('residence_time'), at('volume'), at('flow')]
  const [siteDensity, siteCount] = [at('site_density'), at('sites')]
  return {
    kind: 'cstr',
    ...(residenceTime !== undefined && { residenceTime }),
    ...(volume !== undefined && { volume }),
    ...(flow !== undefined && { flow }),
    ...(siteDensity !== undefined && { siteDensity }),
    ...(siteCount !== undefined && { siteCount }),
  }
}

function checkType(door: Door, cell: Cell | undefined): boolean {
  const type = cell && plainTextOf(door, cell)
  if (type === undefined) return false
  if ((REACTOR_TYPES as readonly string[]).includes(type)) return true
  report(door, cell!, {
    rule: 'unknown-reactor',
    message: `There is no type of reactor "${type}".`,
    remedy: `${suggest(type, REACTOR_TYPES)} Without "reactor" the gases are held at their pressures.`.trim(),
  })
  return false
}

/** Each of residence time and site density is given once, by itself or with the volume. */
function isDetermined(door: Door, cell: Cell, record: ReactorRecord): boolean {
  const time = record.residence_time !== undefined
  const density = record.site_density !== undefined
  if (time === (record.flow !== undefined))
    return refuse(
      door,
      record.flow ?? cell,
      time ? 'A residence time and a flow are two ways to say one thing.' : 'How long gas stays is missing.',
      'Give exactly one of "residence_time: 1 s" and "flow: 30 cm^3/min" with "volume".',
    )
  if (density === (record.sites !== undefined))
    return refuse(
      door,
      record.sites ?? cell,
      density
        ? 'A site density and a number of sites are two ways to say one thing.'
        : 'The sites are missing.',
      'Give exactly one of "site_density: 40 mol/m^3" (per gas volume) and "sites: 1e-6 mol" with "volume".',
    )
  if (time && density && record.volume)
    return refuse(
      door,
      record.volume,
      'Nothing needs the volume: residence time and site density are given.',
      'Remove it, or give "flow" or "sites" instead.',
    )
  if (!(time && density) && !record.volume)
    return refuse(
      door,
      record.flow ?? record.sites ?? cell,
      'This needs the gas volume of the reactor.',
      'Add "volume: 10 cm^3".',
    )
  return true
}

function refuse(door: Door, cell: Cell, message: string, remedy: string): false {
  report(door, cell, { rule: 'reactor', message, remedy })
  return false
}
