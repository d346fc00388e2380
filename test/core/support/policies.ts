import { leaseSize } from '../../../src/core/lease-size.js'
import { type Policy } from '../../../src/core/schedule.js'

type Size = Policy['size']

/** A fixed share of what waits for each executor is handed out per batch, then the next batch is cut. */
function factoring(): Size {
  let size = 1
  let left = 0
  return (_, waiting, able) => {
    if (left === 0) {
      size = Math.max(1, Math.ceil(waiting / (2 * able.length)))
      left = able.length
    }
    left--
    return size
  }
}

/** Half of the points for the slow host, half for all others together; each host shares among its cores. */
function halves(points: number): Size {
  return ({ machine }, _, able) => {
    const slow = able.filter(other => other.machine === 'slow').length
    const lanes = machine === 'slow' ? slow : able.length - slow
    return Math.max(1, Math.ceil(points / 2 / lanes))
  }
}

const fixed = (size: number): Size => {
  return () => size
}

/** How a textbook cuts `points` into slices, and how Isobar does. */
export const SIZES: Readonly<Record<string, (points: number) => Size>> = {
  'static halves': halves,
  'fixed, 1 point': () => fixed(1),
  'fixed, 16 points': () => fixed(16),
  'fixed, 1 %': points => fixed(Math.max(1, Math.ceil(points / 100))),
  'guided self-scheduling': () => (_, waiting, able) => Math.max(1, Math.ceil(waiting / able.length)),
  factoring,
  Isobar: () => leaseSize,
}
