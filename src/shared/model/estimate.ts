import type { Mechanism } from '../mechanism.js'
import type { SetupEstimate } from '../owner-contract.js'
import { type Axis, pointCount } from '../plan.js'
import { columnsOf } from '../record.js'
import { usedParameters } from './usage.js'

/** Above this a sweep may not fit beside everything else a desktop computer has open [bytes]. */
const MUCH_MEMORY = 4e9

/** Per point: a row of doubles and a status byte; slices, hashes and evidence of the session are within it. */
export const bytesOf = (points: number, columns: number): number => points * (8 * columns + 1) + 65_536

/** What a sweep costs before it is started. */
export function estimate(plan: { mechanism: Mechanism; x: Axis; y: Axis }): SetupEstimate {
  const points = pointCount(plan)
  const bytes = bytesOf(points, columnsOf(plan.mechanism).length)
  const used = usedParameters(plan.mechanism)
  const idle = [plan.x, plan.y].map(axis => axis.parameter).filter(name => !used.has(name))
  return {
    points,
    bytes,
    warnings: [
      ...(bytes > MUCH_MEMORY ? [`The map needs ${formatBytes(bytes)} of memory and disk.`] : []),
      ...idle.map(name => `Nothing in the model depends on ${name}: the map will not change along it.`),
    ],
  }
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`
}
