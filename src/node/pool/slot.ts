import { type IsobarError, isCode } from '../../shared/errors.js'
import { runWorker, type WorkerOptions } from './run-worker.js'

/** Pause before a replacement starts [ms]: doubles with each end in a row without an answer. */
const FIRST_BACKOFF_MS = 50
const LONGEST_BACKOFF_MS = 5_000
/** After so many ends in a row without a single answer the slot is given up. */
const HOPELESS = 8

export interface SlotOptions extends WorkerOptions {
  readonly number: number
  /** Called when the slot is given up, with the last of many ends. */
  readonly hopeless: (error: IsobarError) => void
}

/** One place for a worker: there is a process in it, or one is about to be. */
export interface Slot {
  /** Ends the process; resolves when it is gone. */
  stop: () => Promise<void>
}

export function startSlot(options: SlotOptions): Slot {
  const { clock, listener, number, machine } = options
  let generation = 0
  let barren = 0
  let stopped = false
  let cancelRestart = (): void => {}
  let end = (): Promise<void> => Promise.resolve()

  function start(): void {
    const id = `${machine}/${number}.${++generation}`
    end = runWorker(
      options,
      { id, label: `Worker ${number}` },
      { answered: () => (barren = 0), ended: error => ended(id, error) },
    )
  }

  function ended(id: string, error: IsobarError): void {
    if (stopped) return
    barren++
    // A worker of another version will not be of ours the next time.
    if (barren < HOPELESS && !isCode(error, 'worker/mismatch')) {
      const pause = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (barren - 1))
      cancelRestart = clock.after(pause, start)
      return
    }
    const often = barren > 1 ? ` after ${barren} ends in a row` : ''
    listener.incident(id, `${error.message}; given up${often}`)
    options.hopeless(error)
  }

  start()
  return {
    stop: () => {
      stopped = true
      cancelRestart()
      return end()
    },
  }
}
