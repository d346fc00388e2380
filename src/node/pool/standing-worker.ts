import { type Clock } from '../../core/ports.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { type Channel, type Client, connect } from '../../shared/rpc.js'
import { WORKER_PROTOCOL, type WorkerContract } from '../../shared/worker-contract.js'
import { type WorkerProcess } from './worker-process.js'

/** A process has met its own code often enough after so much of it [points, ms]. */
const WARM_POINTS = 20_000
const WARM_MS = 400
/** Whoever takes the worker waits for one point at most, so none may take longer [ms]. */
const POINT_MS = 20
/** Slices grow from the first size to the last as long as they are short [points, ms]. */
const FIRST_SLICE = 8
const LAST_SLICE = 1024
const SHORT_MS = 10

/** A process that has started and computes points nobody keeps, until its code is fast or somebody takes it. */
export interface StandingWorker {
  readonly warmUp: (plan: Plan) => void
  /** The process, to be greeted like one that has just been forked. */
  readonly take: () => WorkerProcess
  readonly kill: () => void
}

export function standingWorker(child: WorkerProcess, clock: Clock): StandingWorker {
  const { client, close } = connect<WorkerContract>(child.channel)
  let taken = false
  let warmed = 0
  let slice: Parameters<Client<WorkerContract>['recall']>[0] | undefined
  // What goes wrong here goes wrong again, and is told, when the worker is taken.
  let rest: Promise<unknown> = client.hello({ protocol: WORKER_PROTOCOL }).catch(() => undefined)

  async function compute(plan: Plan, planId: string): Promise<void> {
    const brief = { ...plan.solver, maxMsPerPoint: Math.min(POINT_MS, plan.solver.maxMsPerPoint) }
    await client.plan({ planId, plan: { ...plan, solver: brief } })
    const points = pointCount(plan)
    const end = clock.now() + WARM_MS
    let from = 0
    let size = FIRST_SLICE
    for (let done = 0; !taken && done < WARM_POINTS && clock.now() < end;) {
      const to = Math.min(points, from + size)
      const began = clock.now()
      slice = { planId, from, at: from }
      await client.solve({ planId, from, to })
      slice = undefined
      done += to - from
      if (clock.now() - began < SHORT_MS) size = Math.min(LAST_SLICE, 2 * size)
      from = to === points ? 0 : to
    }
  }

  function take(): WorkerProcess {
    taken = true
    if (slice) client.recall(slice).catch(() => undefined)
    const { channel, open } = gate(child.channel)
    void rest.then(() => {
      close()
      open()
    })
    return { ...child, channel }
  }

  return {
    warmUp: plan => {
      const planId = `warm-up-${++warmed}`
      rest = rest.then(() => (taken ? undefined : compute(plan, planId))).catch(() => undefined)
    },
    take,
    kill: () => {
      close()
      child.kill()
    },
  }
}

/** Lets nothing through before it is opened: what is sent waits, and what comes is for somebody else. */
function gate(inner: Channel): { channel: Channel; open: () => void } {
  const waiting: unknown[] = []
  let isOpen = false
  return {
    channel: {
      send: message => {
        if (isOpen) inner.send(message)
        else waiting.push(message)
      },
      onMessage: listener => inner.onMessage(message => void (isOpen && listener(message))),
    },
    open: () => {
      isOpen = true
      for (const message of waiting.splice(0)) inner.send(message)
    },
  }
}
