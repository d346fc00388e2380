import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** Counters of processor time; differences of two readings are what counts. */
export interface LoadReading {
  /** Of the whole computer, over all processors [ms]. */
  readonly allMs: number
  /** Of this process alone [ms]. */
  readonly ownerMs: number
  /** Time in which something waited for a processor [ms]; undefined where the system does not say. */
  readonly waitedMs: number | undefined
}

export function readLoad(): LoadReading {
  const { user, system } = process.cpuUsage()
  return {
    allMs: cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0),
    ownerMs: (user + system) / 1000,
    waitedMs: pressureMs(),
  }
}

/**
 * Cores that others kept busy between two readings.
 *
 * @param workersMs processor time of our workers in between [ms]
 * @param elapsedMs time between the readings [ms]
 */
export function foreignCores(
  before: LoadReading,
  after: LoadReading,
  workersMs: number,
  elapsedMs: number,
): number {
  const ours = after.ownerMs - before.ownerMs + workersMs
  return elapsedMs > 0 ? Math.max(0, after.allMs - before.allMs - ours) / elapsedMs : 0
}

function pressureMs(): number | undefined {
  try {
    const [, total] = /^some .*total=(\d+)/m.exec(readFileSync('/proc/pressure/cpu', 'utf8')) ?? []
    return total === undefined ? undefined : Number(total) / 1000
  } catch {
    return undefined
  }
}

/** Mean clock of the `count` fastest processors now [MHz]; undefined where it cannot be read. */
export function clockMHz(count: number): number | undefined {
  try {
    const clocks = [...readFileSync('/proc/cpuinfo', 'utf8').matchAll(/^cpu MHz\s*:\s*([\d.]+)/gm)]
      .map(([, value]) => Number(value))
      .sort((a, b) => b - a)
      .slice(0, count)
    return clocks.length > 0 ? clocks.reduce((a, b) => a + b, 0) / clocks.length : undefined
  } catch {
    return undefined
  }
}
