import { type ForkWorker } from './worker-process.js'
import { createWorkerStock } from './worker-stock.js'

export interface Prefork {
  /** Hands out the processes started ahead, then forks as usual. */
  readonly fork: ForkWorker
  /** Ends the processes that nobody took. */
  readonly release: () => void
}

/** Starts `count` workers now, while the owner still reads its model: a process needs some 50 ms before it hears anything. */
export function preforked(fork: ForkWorker, count: number): Prefork {
  const stock = createWorkerStock(fork)
  stock.fill(count)
  return { fork: stock.fork, release: () => void stock.release() }
}
