import { type Clock } from '../../core/ports.js'
import { type Plan } from '../../shared/plan.js'
import { standingWorker, type StandingWorker } from './standing-worker.js'
import { type ForkWorker } from './worker-process.js'

/** Nothing starts while somebody still types, or a window still opens [ms]. */
const SETTLE_MS = 400
/** How long processes stand after the last touch of the set-up [ms]; each takes some 60 MB. */
const KEEP_MS = 180_000

/** Worker processes that start, and get fast, while a person still sets up a map. */
export interface StandingWorkers {
  /** Hands out those that stand, then forks as usual. */
  readonly fork: ForkWorker
  /** A map like this plan may soon be wanted from so many workers. */
  readonly expect: (plan: Plan, count: number) => void
  /** Ends those that nobody took. */
  readonly release: () => void
}

export function createStandingWorkers(fork: ForkWorker, clock: Clock): StandingWorkers {
  const stock = new Map<StandingWorker, { warmFor?: string }>()
  let cancel = (): void => {}

  function add(): void {
    const child = fork()
    const worker = standingWorker(child, clock)
    stock.set(worker, {})
    child.onExit(() => void stock.delete(worker))
  }

  function drop(worker: StandingWorker): void {
    stock.delete(worker)
    worker.kill()
  }

  function prepare(plan: Plan, count: number): void {
    cancel = clock.after(KEEP_MS, release)
    for (const worker of [...stock.keys()].slice(count)) drop(worker)
    while (stock.size < count) add()
    const code = JSON.stringify(plan.mechanism)
    for (const [worker, state] of stock) {
      if (state.warmFor === code) continue
      state.warmFor = code
      worker.warmUp(plan)
    }
  }

  function release(): void {
    cancel()
    for (const worker of [...stock.keys()]) drop(worker)
  }

  return {
    fork: () => {
      const [worker] = stock.keys()
      if (!worker) return fork()
      stock.delete(worker)
      return worker.take()
    },
    expect: (plan, count) => {
      cancel()
      cancel = clock.after(SETTLE_MS, () => prepare(plan, count))
    },
    release,
  }
}
