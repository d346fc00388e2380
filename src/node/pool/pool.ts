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

      function add(): void {
        const slot = startSlot({
          ...options,
          plan,
          planId,
          listener,
          number: ++serial,
          hopeless: error => {
            slots = slots.filter(other => other !== slot)
            if (slots.length === 0) listener.exhausted(error)
          },
        })
        slots.push(slot)
      }

      function resize(workers: number): void {
        if (closing) return
        for (const slot of slots.splice(workers)) gone.push(slot.stop())
        while (slots.length < workers) add()
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
