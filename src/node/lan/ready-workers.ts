import { type Clock } from '../../core/ports.js'
import { type ForkWorker } from '../pool/worker-process.js'
import { createWorkerStock, type WorkerStock } from '../pool/worker-stock.js'

/** How long processes wait for the plan of an owner who is there [ms]; each takes some 40 MB meanwhile. */
export const READY_MS = 10_000

/** Worker processes that start while an owner still prepares his plan: they need some 50 ms to hear anything. */
export interface ReadyWorkers extends Pick<WorkerStock, 'fork' | 'release'> {
  /** A plan may come soon: has at least so many ready for a while. */
  readonly expect: (count: number) => void
}

export function createReadyWorkers(fork: ForkWorker, clock: Clock): ReadyWorkers {
  const stock = createWorkerStock(fork)
  let cancel = (): void => {}

  function release(): Promise<void> {
    cancel()
    return stock.release()
  }

  return {
    fork: stock.fork,
    expect: count => {
      cancel()
      stock.fill(count)
      cancel = clock.after(READY_MS, () => void release())
    },
    release,
  }
}
