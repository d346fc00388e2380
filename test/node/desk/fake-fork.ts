import type { ForkWorker, WorkerProcess } from '../../../src/node/pool/worker-process.js'
import { ENGINE, type Plan } from '../../../src/shared/plan.js'
import { pointOrder } from '../../../src/shared/point-order.js'
import { columnsOf } from '../../../src/shared/record.js'
import { type Channel, serve } from '../../../src/shared/rpc.js'
import {
  type SliceResult,
  WORKER_PROTOCOL,
  type WorkerContract,
} from '../../../src/shared/worker-contract.js'

/** Two ends of one pipe in memory; messages arrive in order, a turn later, as over a real one. */
export function pipe(): [Channel, Channel] {
  const listeners = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()] as const
  const end = (mine: 0 | 1): Channel => ({
    send: message => {
      const copy = structuredClone(message)
      queueMicrotask(() => listeners[mine === 0 ? 1 : 0].forEach(listener => listener(copy)))
    },
    onMessage: listener => {
      listeners[mine].add(listener)
      return () => listeners[mine].delete(listener)
    },
  })
  return [end(0), end(1)]
}

export interface FakeFarm {
  readonly fork: ForkWorker
  /** How many processes run now. */
  readonly alive: () => number
  /** Slices wait for `release` while held, so that a test decides how far a sweep gets. */
  readonly hold: () => void
  readonly release: () => void
  readonly solvedPoints: number[]
}

/** Workers in this process that solve the tiny plan in no time: every value is made of its point. */
export function fakeFarm(statusOf: (point: number) => number = () => 1): FakeFarm {
  let held: Promise<void> | undefined
  let open = (): void => undefined
  let alive = 0
  const solvedPoints: number[] = []

  const fork: ForkWorker = () => {
    const [ours, theirs] = pipe()
    const exits = new Set<Parameters<WorkerProcess['onExit']>[0]>()
    let ended = false
    alive++
    const stop = serve(theirs, contract())
    return {
      pid: 1000 + alive,
      channel: ours,
      onExit: listener => {
        exits.add(listener)
        return () => exits.delete(listener)
      },
      kill: () => {
        if (ended) return
        ended = true
        alive--
        stop()
        queueMicrotask(() =>
          exits.forEach(listener => listener({ code: null, signal: 'SIGKILL', stderrTail: '' })),
        )
      },
    }
  }

  function contract() {
    let plan: Plan
    let order: Uint32Array
    const ends = new Map<number, number>()
    const rowOf = (point: number): number[] => columnsOf(plan.mechanism).map((_, c) => point + c / 100)
    const contract: { [M in keyof WorkerContract]: (argument: Parameters<WorkerContract[M]>[0]) => unknown } =
      {
        hello: () => ({ protocol: WORKER_PROTOCOL, engine: ENGINE, pid: 1 }),
        plan: given => {
          plan = given.plan
          order = pointOrder(plan.x.values.length, plan.y.values.length)
          return { columns: columnsOf(plan.mechanism).map(column => column.name) }
        },
        solve: async ({ from, to: asked }): Promise<SliceResult> => {
          ends.set(from, asked)
          await held
          const to = ends.get(from)!
          const points = [...order.subarray(from, to)]
          solvedPoints.push(...points)
          const status = Uint8Array.from(points, statusOf)
          const reasons = [...status].flatMap((s, i) =>
            s === 1 ? [] : [{ at: from + i, reason: `status ${s}` }],
          )
          return { from, to, status, rows: Float64Array.from(points.flatMap(rowOf)), reasons, busyMs: 1 }
        },
        recall: ({ from, at }) => void ends.set(from, Math.max(from, Math.min(at, ends.get(from) ?? at))),
        inspect: async ({ point }) => {
          await held
          return {
            point,
            status: 1,
            reason: undefined,
            row: Float64Array.from(rowOf(point)),
            kf: Float64Array.of(1),
            kr: Float64Array.of(2),
            eigenvalues: [{ re: -1, im: 0 }],
            conditions: Float64Array.of(500, 1, 1, 1),
            analysis: undefined,
          }
        },
        branches: ({ point, along }) => ({ point, along, branches: [], whole: true }),
        transient: async ({ point }) => {
          await held
          return {
            point,
            t: Float64Array.of(0, 1),
            coverages: Float64Array.of(0, 1, 0.5, 0.5),
            net: Float64Array.of(1, 0),
            ended: 'steady',
          }
        },
      }
    return contract
  }

  return {
    fork,
    alive: () => alive,
    hold: () => {
      held ??= new Promise<void>(resolve => (open = resolve))
    },
    release: () => {
      held = undefined
      open()
    },
    solvedPoints,
  }
}
