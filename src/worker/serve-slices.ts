import { IsobarError } from '../shared/errors.js'
import { ENGINE, type Plan } from '../shared/plan.js'
import { type Channel, serve } from '../shared/rpc.js'
import { type PointReport, WORKER_PROTOCOL, type WorkerContract } from '../shared/worker-contract.js'
import { type CompiledPlan, compilePlan } from './compile-plan.js'
import { beginSlice, type SliceInHand } from './slice-in-hand.js'

/**
 * Answers slices of one plan, one after the other in the order they came, until the parent goes away.
 *
 * The worker keeps no memory of past points: whatever it is given it can be given again, elsewhere,
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
  let current: { planId: string; plan: Plan; compiled: CompiledPlan } | undefined
  const inHand = new Set<SliceInHand>()
  let last: Promise<unknown> = Promise.resolve()

  function compiled(planId: string) {
    if (current?.planId !== planId)
      throw new IsobarError('internal/bug', `slice of plan ${planId} before the plan itself`, undefined)
    return current
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
    inspect: ({ planId, point, solver }) => {
      const { plan, compiled: ready } = compiled(planId)
      return inspect(ready, point, { ...plan.solver, ...solver })
    },
  })
}

function inspect(
  plan: CompiledPlan,
  point: number,
  options: Parameters<CompiledPlan['solve']>[3],
): PointReport {
  const row = new Float64Array(plan.columns.length)
  const { status, reason, modes } = plan.solve(point, row, 0, options)
  const { kf, kr } = plan.constants
  return { point, status, reason, row, kf: kf.slice(), kr: kr.slice(), eigenvalues: modes }
}
