import { type Farm, type FarmHandle, type FarmListener } from '../../core/ports.js'

export interface FarmPart {
  readonly farm: Farm
  /**
   * Whether executors may yet come by themselves, where a farm without any has not given up. When that
   * changes to no, an incident or the last executor that leaves tells of it.
   */
  readonly coming?: () => boolean
}

/**
 * Several farms as one. A farm that gave up is told of only when no other has an executor or expects one: a
 * sweep goes on with helpers alone, or waits for them.
 */
export function combineFarms(parts: readonly FarmPart[]): Farm {
  return {
    open: (plan, planId, listener): FarmHandle => {
      const executors = new Set<string>()
      let ready = false
      let givenUp: { error: unknown } | undefined

      function tellExhausted(): void {
        if (givenUp === undefined || !ready || executors.size > 0) return
        if (parts.some(({ coming }) => coming?.())) return
        const { error } = givenUp
        givenUp = undefined
        listener.exhausted(error)
      }

      const relay: FarmListener = {
        joined: executor => {
          executors.add(executor.id)
          listener.joined(executor)
        },
        left: (executorId, reason) => {
          executors.delete(executorId)
          listener.left(executorId, reason)
          tellExhausted()
        },
        incident: (executorId, message) => {
          listener.incident(executorId, message)
          tellExhausted()
        },
        exhausted: error => {
          givenUp ??= { error }
          tellExhausted()
        },
      }
      const opened = parts.map(({ farm }) => farm.open(plan, planId, relay))
      ready = true

      return {
        resize: workers => {
          givenUp = undefined
          for (const handle of opened) handle.resize(workers)
        },
        dismiss: (machine, reason) => {
          for (const handle of opened) handle.dismiss?.(machine, reason)
        },
        close: async () => {
          givenUp = undefined
          await Promise.all(opened.map(handle => handle.close()))
        },
      }
    },
  }
}
