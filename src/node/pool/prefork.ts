import { type ForkWorker, type WorkerProcess } from './worker-process.js'

/** Processes that start while the owner still reads its model. */
export interface Prefork {
  /** Hands out the processes started ahead, then forks as usual. */
  readonly fork: ForkWorker
  /** Ends the processes that nobody took. */
  readonly release: () => void
}

/** Starts `count` workers now: a process needs some 50 ms before it can hear anything. */
export function preforked(fork: ForkWorker, count: number): Prefork {
  const stock: WorkerProcess[] = []
  for (let k = 0; k < count; k++) {
    const child = fork()
    stock.push(child)
    child.onExit(() => {
      const place = stock.indexOf(child)
      if (place >= 0) stock.splice(place, 1)
    })
  }
  return {
    fork: () => stock.shift() ?? fork(),
    release: () => {
      for (const child of stock.splice(0)) child.kill()
    },
  }
}
