import { type Clock, type Executor, type Farm, type FarmListener } from '../../../src/core/ports.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { columnsOf, STATUS } from '../../../src/shared/record.js'
import { type SliceResult } from '../../../src/shared/worker-contract.js'

export interface FakeExecutor {
  readonly id: string
  /** Points per millisecond at cost 1; may change while it runs. */
  speed: number
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
  ) => 'crash' | 'hang' | 'throw' | 'nonsense' | 'lie' | undefined
  /** Travel time of a message [ms]. */
  readonly latencyMs?: number
}

/** The row any honest executor gives for a position. */
export const honestRow = (position: number, width: number): number[] =>
  Array.from({ length: width }, (_, c) => Math.sin(position + c))

/** Executors on virtual time. Each computes its slices one after the other, in the order given. */
export function fakeFarm({ clock, cost, fault, latencyMs = 0.5 }: FarmSettings) {
  const alive = new Map<string, FakeExecutor>()
  let listener: FarmListener
  let width = 0
  let closed = false
  let exhausted = false

  function answer(from: number, to: number, busyMs: number, lie: boolean): SliceResult {
    const rows = new Float64Array((to - from) * width)
    for (let at = from; at < to; at++) rows.set(honestRow(at, width), (at - from) * width)
    if (lie) rows[0]! *= 1 + 1e-12
    return { from, to, status: new Uint8Array(to - from).fill(STATUS.certified), rows, reasons: [], busyMs }
  }

  function add(id: string, speed: number): FakeExecutor {
    let freeAt = 0
    const pending = new Set<(error: Error) => void>()
    const fake: FakeExecutor = {
      id,
      speed,
      kill: () => {
        if (!alive.delete(id)) return
        listener.left(id, `${id} ended`)
        const lost = new IsobarError('worker/lost', `${id} ended`, {
          executorId: id,
          exitCode: 1,
          signal: null,
        })
        for (const reject of pending) reject(lost)
        pending.clear()
      },
    }
    const executor: Executor = {
      id,
      label: id,
      machine: 'here',
      trusted: true,
      recall: () => {},
      solve: (from, to, budgetMs) =>
        new Promise((resolve, reject) => {
          pending.add(reject)
          const kind = fault?.(id, from, to)
          let work = 0
          for (let at = from; at < to; at++) work += cost(at)
          const busyMs = work / fake.speed
          const begin = Math.max(clock.now() + latencyMs, freeAt)
          freeAt = begin + busyMs
          const settle = (act: () => void): void => {
            if (!alive.has(id) || closed) return
            pending.delete(reject)
            act()
          }
          if (kind === 'hang')
            clock.after(budgetMs, () => {
              if (!alive.delete(id)) return
              listener.left(id, `${id} hung`)
              for (const drop of pending)
                drop(new IsobarError('worker/hung', `${id} hung`, { executorId: id, budgetMs }))
            })
          else
            clock.after(freeAt + latencyMs - clock.now(), () =>
              kind === 'crash'
                ? fake.kill()
                : settle(() => {
                    if (kind === 'throw') reject(new Error('unforeseen'))
                    else if (kind === 'nonsense') resolve({ ...answer(from, to, busyMs, false), to: to + 1 })
                    else resolve(answer(from, to, busyMs, kind === 'lie'))
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
  return { farm, add, alive, exhaust }
}
