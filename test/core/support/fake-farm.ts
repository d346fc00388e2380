import { type Clock, type Executor, type Farm, type FarmListener } from '../../../src/core/ports.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { columnsOf, STATUS } from '../../../src/shared/record.js'
import { type SliceResult } from '../../../src/shared/worker-contract.js'
import { createLane } from '../../../src/core/replay/lane.js'

export interface FakeExecutor {
  readonly id: string
  readonly machine: string
  /** Sends it away. */
  readonly dismiss: () => void
  /** Changes its speed, also of what is under way; 0 stands still. */
  readonly setSpeed: (speed: number) => void
  /** Ends it as a crash would. */
  readonly kill: () => void
}

export interface FarmSettings {
  readonly clock: Clock
  /** Cost of a position [ms at speed 1]. */
  readonly cost: (position: number) => number
  /** What an executor does with a slice besides answering it. */
  readonly fault?: (
    executorId: string,
    from: number,
    to: number,
  ) => 'crash' | 'hang' | 'throw' | 'nonsense' | 'short' | 'lie' | undefined
  /** What an executor puts in the place of the true row of a position. */
  readonly lie?: (executorId: string, position: number, row: number[]) => number[]
  /** Travel time of a message [ms]. */
  readonly latencyMs?: number
  /** Called with each recall that is sent. */
  readonly recalled?: (executorId: string) => void
}

/** Where a fake executor stands. */
export interface Place {
  readonly machine?: string
  readonly trusted?: boolean
  readonly latencyMs?: number
}

/** The row any honest executor gives for a position. */
export const honestRow = (position: number, width: number): number[] =>
  Array.from({ length: width }, (_, c) => Math.sin(position + c))

/** Executors on virtual time. Each computes its slices one after the other, in the order given. */
export function fakeFarm({ clock, cost, fault, lie, latencyMs = 0.5, recalled }: FarmSettings) {
  const alive = new Map<string, FakeExecutor>()
  let listener: FarmListener
  let width = 0
  let closed = false
  let exhausted = false
  const dismissed: { machine: string; reason: string }[] = []

  function answer(id: string, from: number, to: number, busyMs: number): SliceResult {
    const rows = new Float64Array((to - from) * width)
    for (let at = from; at < to; at++) {
      const row = honestRow(at, width)
      rows.set(lie?.(id, at, row) ?? row, (at - from) * width)
    }
    return { from, to, status: new Uint8Array(to - from).fill(STATUS.certified), rows, reasons: [], busyMs }
  }

  function add(id: string, speed: number, place: Place = {}): FakeExecutor {
    const { machine = 'here', trusted = true, latencyMs: travel = latencyMs } = place
    const lane = createLane(clock, cost, speed)
    const pending = new Set<(error: Error) => void>()

    function end(error: IsobarError, reason?: string): void {
      if (!alive.delete(id)) return
      lane.halt()
      listener.left(id, reason)
      for (const reject of pending) reject(error)
      pending.clear()
    }

    const lost = (): IsobarError =>
      new IsobarError('worker/lost', `${id} ended`, { executorId: id, exitCode: 1, signal: null })
    const fake: FakeExecutor = {
      id,
      machine,
      setSpeed: lane.setSpeed,
      kill: () => end(lost(), `${id} ended`),
      dismiss: () => end(new IsobarError('cancelled', 'sent away', undefined)),
    }

    const executor: Executor = {
      id,
      label: id,
      machine,
      trusted,
      recall: (from, at) => {
        recalled?.(id)
        clock.after(travel, () => lane.recall(from, at))
      },
      solve: (from, to, budgetMs) =>
        new Promise((resolve, reject) => {
          pending.add(reject)
          const cancel = clock.after(budgetMs, () =>
            end(new IsobarError('worker/hung', `${id} hung`, { executorId: id, budgetMs }), `${id} hung`),
          )
          const kind = fault?.(id, from, to)
          const settle = (last: number, busyMs: number): void => {
            if (!alive.has(id) || closed) return
            cancel()
            pending.delete(reject)
            const result = answer(id, from, last, busyMs)
            if (kind === 'lie') result.rows[0]! *= 1 + 1e-12
            if (kind === 'throw') reject(new Error('unforeseen'))
            else if (kind === 'nonsense') resolve({ ...result, to: to + 1 })
            else if (kind === 'short') resolve(answer(id, from, last - 1, busyMs))
            else resolve(result)
          }
          clock.after(travel, () =>
            lane.take(from, to, (last, busyMs) => {
              if (kind === 'hang') lane.halt()
              else if (kind === 'crash') end(lost(), `${id} ended`)
              else clock.after(travel, () => settle(last, busyMs))
            }),
          )
        }),
    }
    alive.set(id, fake)
    listener.joined(executor)
    return fake
  }

  const farm: Farm = {
    open: (plan, _planId, to) => {
      listener = to
      width = columnsOf(plan.mechanism).length
      return {
        resize: workers => {
          if (workers > 0 && alive.size === 0 && exhausted) add('after resize', 1)
        },
        dismiss: (machine, reason) => {
          dismissed.push({ machine, reason })
          for (const fake of [...alive.values()]) if (fake.machine === machine) fake.dismiss()
        },
        close: () => {
          closed = true
          return Promise.resolve()
        },
      }
    },
  }
  const exhaust = (error: Error): void => {
    for (const fake of [...alive.values()]) fake.kill()
    exhausted = true
    listener.exhausted(error)
  }
  return { farm, add, alive, exhaust, dismissed }
}
