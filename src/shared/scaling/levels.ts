import { seededRandom } from './statistics.js'

/** Numbers of workers worth measuring: 1, 2, 3, 4, 6, 8, 12, … to all cores, then all processors. */
export function defaultLevels(physical: number, logical: number): number[] {
  const levels: number[] = []
  for (let step = 1, p = 1; p < physical; p += step) {
    levels.push(p)
    if (p >= 4 * step) step *= 2
  }
  levels.push(physical)
  if (logical > physical) levels.push(logical)
  return levels
}

/** Ascending, each once, with the 1 that all speed-ups are relative to. */
export const withBase = (workers: readonly number[]): number[] =>
  [...new Set([1, ...workers])].sort((a, b) => a - b)

export interface PlannedRun {
  readonly workers: number
  readonly repeat: number
}

/**
 * The order of the runs: every number of workers once per round, each round shuffled, so that whatever
 * drifts (heat, other programs) does not fall on one of them. The same for the same seed.
 */
export function studyOrder(workers: readonly number[], repeats: number, seed: number): PlannedRun[] {
  const random = seededRandom(seed)
  return Array.from({ length: repeats }, (_, round) => {
    const order = workers.map(count => ({ workers: count, repeat: round + 1 }))
    for (let k = order.length - 1; k > 0; k--) {
      const j = Math.floor(random() * (k + 1))
      ;[order[k], order[j]] = [order[j]!, order[k]!]
    }
    return order
  }).flat()
}
