import { IsobarError } from '../shared/errors.js'
import { ENGINE, type Plan } from '../shared/plan.js'
import { STATUS } from '../shared/record.js'
import { type Channel, serve } from '../shared/rpc.js'
import {
  type PointReport,
  type SliceRequest,
  type SliceResult,
  WORKER_PROTOCOL,
  type WorkerContract,
} from '../shared/worker-contract.js'
import { type CompiledPlan, compilePlan } from './compile-plan.js'

/**
 * Answers slices of one plan at a time until the parent goes away.
 *
 * The worker keeps no memory of past points: whatever it is given it can be given again, elsewhere,
 * and the answer is the same. So losing a worker costs only the slice in hand.
 */
export function serveSlices(channel: Channel, pid: number, now: () => number): () => void {
  let current: { planId: string; plan: Plan; compiled: CompiledPlan } | undefined

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
    solve: request => solveSlice(compiled(request.planId).compiled, request, now),
    inspect: ({ planId, point, solver }) => {
      const { plan, compiled: ready } = compiled(planId)
      return inspect(ready, point, { ...plan.solver, ...solver })
    },
  })
}

function solveSlice(plan: CompiledPlan, { from, to }: SliceRequest, now: () => number): SliceResult {
  const begin = now()
  const width = plan.columns.length
  const status = new Uint8Array(to - from)
  const rows = new Float64Array((to - from) * width)
  const reasons: { at: number; reason: string }[] = []
  for (let at = from; at < to; at++) {
    const solution = plan.solve(plan.order[at]!, rows, (at - from) * width)
    status[at - from] = solution.status
    if (solution.status !== STATUS.certified) reasons.push({ at, reason: solution.reason ?? '' })
  }
  return { from, to, status, rows, reasons, busyMs: now() - begin }
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
