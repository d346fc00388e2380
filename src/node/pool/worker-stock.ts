import { type ForkWorker, type WorkerProcess } from './worker-process.js'

/** Processes that have been started before anybody needs them. */
export interface WorkerStock {
  /** Starts those that are missing of `count`. */
  readonly fill: (count: number) => void
  /** Hands out one that waits, else forks. */
  readonly fork: ForkWorker
  /** Ends those that nobody took; resolves when they are gone. */
  readonly release: () => Promise<void>
}

export function createWorkerStock(fork: ForkWorker): WorkerStock {
  const stock = new Map<WorkerProcess, Promise<void>>()

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

  return {
    fill: count => {
      while (stock.size < count) add()
    },
    fork: () => {
      const [worker] = stock.keys()
      if (!worker) return fork()
      stock.delete(worker)
      return worker
    },
    release: async () => {
      const ending = [...stock]
      stock.clear()
      for (const [worker] of ending) worker.kill()
      await Promise.all(ending.map(([, gone]) => gone))
    },
  }
}
