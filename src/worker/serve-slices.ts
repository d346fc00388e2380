import { IsobarError } from '../shared/errors.js'
import { ENGINE, type Plan } from '../shared/plan.js'
import { type Channel, serve } from '../shared/rpc.js'
import { WORKER_PROTOCOL, type WorkerContract } from '../shared/worker-contract.js'
import { makePointReporter, type PointReporter } from './analysis/report-point.js'
import { type CompiledPlan, compilePlan } from './compile-plan.js'
import { beginSlice, type SliceInHand } from './slice-in-hand.js'

/**
 * Answers slices of one plan, one after the other in the order they came, until the parent goes away.
 *
 * The worker keeps no memory of past points, but for lines of a swept axis, which it would compute again: whatever it is given it can be given again, elsewhere,
 * and the answer is the same. So losing a worker costs only the slices in hand.
 *
 * @param breathe resolves when the messages that wait have been heard
 */
export function serveSlices(
  channel: Channel,
  pid: number,
  now: () => number,
  breathe: () => Promise<void>,
): () => void {
  let current: { planId: string; plan: Plan; compiled: CompiledPlan; reporter?: PointReporter } | undefined
  const inHand = new Set<SliceInHand>()
  let last: Promise<unknown> = Promise.resolve()

  function compiled(planId: string) {
    if (current?.planId !== planId)
      throw new IsobarError('internal/bug', `slice of plan ${planId} before the plan itself`, undefined)
    return current
  }

  /** Made when the first point is asked about: most workers never are. */
  function reporter(planId: string): PointReporter {
    const served = compiled(planId)
    return (served.reporter ??= makePointReporter(served.plan, served.compiled, now))
  }

  return serve<WorkerContract>(channel, {
    hello: () => ({ protocol: WORKER_PROTOCOL, engine: ENGINE, pid }),
    plan: ({ planId, plan }) => {
      current = { planId, plan, compiled: compilePlan(plan, now) }
      return { columns: current.compiled.columns }
    },
    solve: request => {
      const slice = beginSlice(compiled(request.planId).compiled, request, now, breathe)
      inHand.add(slice)
      const answer = last.then(slice.solve).finally(() => inHand.delete(slice))
      last = answer.catch(() => {})
      return answer
    },
    recall: ({ planId, from, at }) => {
      for (const slice of inHand)
        if (slice.request.planId === planId && slice.request.from === from) slice.endAt(at)
    },
    branches: ({ planId, point, along }) => reporter(planId).branches(point, along),
    inspect: ({ planId, point, solver }) =>
      reporter(planId).inspect(point, { ...compiled(planId).plan.solver, ...solver }),
    transient: ({ planId, point, solver }) =>
      reporter(planId).transient(point, { ...compiled(planId).plan.solver, ...solver }),
  })
}
