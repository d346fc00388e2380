import { type Clock, type Farm, type FarmHandle, type FarmListener } from '../../core/ports.js'
import { type Plan } from '../../shared/plan.js'
import { startSlot, type Slot } from './slot.js'
import { type ForkWorker } from './worker-process.js'

export interface PoolOptions {
  readonly fork: ForkWorker
  readonly clock: Clock
  /** Name of this machine. */
  readonly machine: string
}

/** The local farm: a fixed number of slots, each with one worker process that is replaced when it ends. */
export function createPool(options: PoolOptions): Farm {
  return {
    open: (plan: Plan, planId: string, listener: FarmListener): FarmHandle => {
      let slots: Slot[] = []
      let closing: Promise<void> | undefined
      const gone: Promise<void>[] = []
      let serial = 0

      function resize(workers: number): void {
        if (closing) return
        for (const slot of slots.splice(workers)) gone.push(slot.stop())
        while (slots.length < workers)
          slots.push(startSlot({ ...options, plan, planId, listener, number: ++serial }))
      }

      function close(): Promise<void> {
        closing ??= (async () => {
          await Promise.all([...gone, ...slots.map(slot => slot.stop())])
          slots = []
        })()
        return closing
      }

      return { resize, close }
    },
  }
}
