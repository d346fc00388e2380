import { type Farm, type FarmHandle } from '../../core/ports.js'
import { type Plan } from '../../shared/plan.js'
import { type SliceResult } from '../../shared/worker-contract.js'
import { createLane, type Lane } from './helper-lane.js'

export interface RunOptions {
  /** Local workers; opened once per lane, so that each can be taken back by itself. */
  readonly farm: Farm
  readonly plan: Plan
  readonly planId: string
  readonly events: RunEvents
}

export interface RunEvents {
  readonly joined: (lane: string, label: string) => void
  readonly left: (lane: string, reason: string | undefined) => void
  /** `lane` is empty when the worker never joined. */
  readonly incident: (lane: string, message: string) => void
  readonly answered: (result: SliceResult) => void
  /** No lane is left and none will come before the next `resize`. */
  readonly exhausted: () => void
}

/** A plan of an owner and the lanes that compute it. */
export interface Run {
  /** Starts lanes, or lets the newest finish the slice in hand and leave, giving `reason`. */
  readonly resize: (lanes: number, reason: string) => void
  /** Undefined for a lane that is gone or never was. */
  readonly lane: (name: string) => Lane | undefined
  /** Whether there ever was a lane of this name. */
  readonly knew: (name: string) => boolean
  readonly lanes: () => number
  /** Resolves when every lane that is leaving has left. */
  readonly drained: () => Promise<void>
  /** Ends all processes at once. */
  readonly stop: () => Promise<void>
}

interface Slot {
  readonly handle: FarmHandle
  current: { readonly name: string; readonly lane: Lane } | undefined
  leaving: string | undefined
}

export function startRun({ farm, plan, planId, events }: RunOptions): Run {
  const lanes = new Map<string, Lane>()
  const names = new Set<string>()
  const leaving = new Map<Slot, Promise<void>>()
  let slots: Slot[] = []
  let stopped: Promise<unknown> | undefined

  function add(): void {
    const number = slots.length + 1
    const slot: Slot = {
      current: undefined,
      leaving: undefined,
      handle: farm.open(plan, planId, {
        joined: executor => {
          // The successor of a worker that died while its lane was leaving is about to be sent away.
          if (slot.leaving !== undefined) return
          const name = String(names.size + 1)
          const lane = createLane(executor, events.answered)
          slot.current = { name, lane }
          names.add(name)
          lanes.set(name, lane)
          events.joined(name, `Core ${number}`)
        },
        left: (_, reason) => {
          const name = slot.current?.name
          slot.current = undefined
          if (name === undefined || stopped) return
          lanes.delete(name)
          events.left(name, slot.leaving ?? reason)
        },
        incident: (_, message) => {
          if (!stopped) events.incident(slot.current?.name ?? '', message)
        },
        exhausted: () => {
          slots = slots.filter(other => other !== slot)
          void slot.handle.close()
          if (slots.length === 0 && slot.leaving === undefined && !stopped) events.exhausted()
        },
      }),
    }
    slots.push(slot)
    slot.handle.resize(1)
  }

  function takeBack(slot: Slot, reason: string): void {
    slot.leaving = reason
    const left = Promise.resolve(slot.current?.lane.drain()).then(() => slot.handle.close())
    leaving.set(slot, left)
    void left.then(() => leaving.delete(slot))
  }

  function stop(): Promise<void> {
    stopped ??= Promise.all([...slots, ...leaving.keys()].map(({ handle }) => handle.close()))
    return stopped.then(() => {})
  }

  return {
    resize: (count, reason) => {
      if (stopped) return
      for (const slot of slots.splice(count)) takeBack(slot, reason)
      while (slots.length < count) add()
    },
    lane: name => lanes.get(name),
    knew: name => names.has(name),
    lanes: () => lanes.size,
    drained: async () => {
      while (leaving.size > 0) await Promise.all(leaving.values())
    },
    stop,
  }
}
