import { type Clock } from '../../core/ports.js'
import { type ForkWorker, type WorkerProcess } from '../pool/worker-process.js'

/** How long processes wait for the plan of an owner who is there [ms]; each takes some 40 MB meanwhile. */
export const READY_MS = 10_000

/** Worker processes that start while an owner still prepares his plan: they need some 50 ms to hear anything. */
export interface ReadyWorkers {
  /** Hands out those that are ready, then forks as usual. */
  readonly fork: ForkWorker
  /** A plan may come soon: has at least so many ready for a while. */
  readonly expect: (count: number) => void
  /** Ends those that nobody took; resolves when they are gone. */
  readonly release: () => Promise<void>
}

export function createReadyWorkers(fork: ForkWorker, clock: Clock): ReadyWorkers {
  const stock = new Map<WorkerProcess, Promise<void>>()
  let cancel = (): void => {}

  function add(): void {
    const worker = fork()
    const gone = new Promise<void>(resolve =>
      worker.onExit(() => {
        stock.delete(worker)
        resolve()
      }),
    )
    stock.set(worker, gone)
  }

  function take(): WorkerProcess | undefined {
    const [worker] = stock.keys()
    if (worker) stock.delete(worker)
    return worker
  }

  async function release(): Promise<void> {
    cancel()
    const ending = [...stock]
    stock.clear()
    for (const [worker] of ending) worker.kill()
    await Promise.all(ending.map(([, gone]) => gone))
  }

  return {
    fork: () => take() ?? fork(),
    expect: count => {
      cancel()
      while (stock.size < count) add()
      cancel = clock.after(READY_MS, () => void release())
    },
    release,
  }
}
