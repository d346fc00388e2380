import { axisGeometry } from '../../shared/figure/axis-geometry.js'
import { type Plan } from '../../shared/plan.js'
import { type Branch, type BranchReport } from '../../shared/worker-contract.js'
import { type CompiledPlan } from '../compile-plan.js'
import { makeBranchCorrector } from '../solver/branch-corrector.js'
import { type BranchSample, traceBranch } from '../solver/continuation.js'
import { makeBranchStates } from './branch-states.js'

/** Time for a diagram [ms]; a search for states ends by its own budget. */
const BUDGET_MS = 5000
/** A state lies on a branch when all logarithms of coverages agree to this where the branch passes by. */
const ON_BRANCH = 0.1
const TRACE = 1e-100
/** Step of a parameter for slopes: this share of its value, or of as little as 1/1000 of its range. */
const SMALL_STEP = 1e-6
const LEAST_SIZE = 1e-3

/**
 * Makes the function that follows all branches of steady states along an axis. They begin at the states that the
 * search finds under the conditions of the point and at both ends of the axis: a closed curve between those
 * stays unseen.
 */
export function makeBranchDiagram(
  plan: Plan,
  compiled: CompiledPlan,
  now: () => number,
): (point: number, along: 'x' | 'y') => BranchReport {
  const { network, kernels, constants, searchStarts } = compiled
  const [S, steps] = [plan.mechanism.surface.length, plan.mechanism.steps.length]
  const finder = compiled.makeFinder()
  const stateOf = makeBranchStates(network, kernels)

  return (point, along) => {
    const deadline = now() + BUDGET_MS
    const mayGoOn = (): boolean => now() < deadline
    const axis = plan[along]
    const scale = scaleOf(axis)
    const set = (lambda: number): boolean =>
      compiled.setConditions(point, { along, value: scale.valueAt(lambda) })
    const corrector = makeBranchCorrector(network, kernels, {
      K: constants.K,
      set,
      smallStep: scale.smallStep,
    })
    const nx = plan.x.values.length
    const here = scale.placeOf(axis.values[along === 'x' ? point % nx : Math.floor(point / nx)]!)
    const totals = network.laws.map(law => law.reduce((sum, c, i) => sum + c * searchStarts()[0]![i]!, 0))

    let whole = true
    let seeds: { readonly lambda: number; readonly y: Float64Array }[] = []
    for (const lambda of new Set([here, 0, 1])) {
      if (!mayGoOn()) whole = false
      else if (set(lambda))
        for (const { y } of finder.find(constants.K, searchStarts(), plan.solver)) seeds.push({ lambda, y })
    }
    const branches: Branch[] = []
    while (seeds.length > 0 && mayGoOn()) {
      const [{ lambda, y }] = seeds as [(typeof seeds)[number]]
      seeds = seeds.slice(1)
      if (!corrector.begin(y, Float64Array.from(totals), lambda)) continue
      const traced = traceBranch(corrector, corrector.pointOf(y, lambda), mayGoOn)
      whole &&= traced.whole
      const states = traced.samples.map(({ q }) => corrector.coveragesOf(q))
      seeds = seeds.filter(seed => !passesBy(traced.samples, states, seed))
      branches.push(branchOf(traced.samples, states))
    }

    function branchOf(samples: readonly BranchSample[], states: readonly Float64Array[]): Branch {
      const found = samples.map(({ q, fold }, k) => {
        set(q.at(-1)!)
        return stateOf(states[k]!, constants.K, totals, fold)
      })
      return {
        values: Float64Array.from(samples, ({ q }) => scale.valueAt(q.at(-1)!)),
        coverages: Float64Array.from(found.flatMap(({ y }) => [...y.subarray(0, S)])),
        net: Float64Array.from(found.flatMap(({ net }) => [...net.subarray(0, steps)])),
        stable: Uint8Array.from(found, ({ stable }) => (stable ? 1 : 0)),
        folds: samples.flatMap(({ fold }, k) => (fold ? [k] : [])),
      }
    }

    return { point, along, branches, whole: whole && seeds.length === 0 }
  }
}

/** The axis as [0, 1], evenly or, where it is drawn so, logarithmically. */
function scaleOf(axis: Plan['x']) {
  const low = Math.min(...axis.values)
  const high = Math.max(...axis.values)
  const { log } = axisGeometry(axis)
  const span = log ? Math.log(high / low) : high - low
  // The ends are met exactly.
  const valueAt = (lambda: number): number => {
    if (lambda === 1) return high
    return log ? low * Math.exp(lambda * span) : low + lambda * span
  }
  return {
    valueAt,
    placeOf: (value: number): number => {
      if (value === high) return 1
      return log ? Math.log(value / low) / span : (value - low) / span
    },
    smallStep: (lambda: number): number =>
      log ? SMALL_STEP : (SMALL_STEP * Math.max(Math.abs(valueAt(lambda)), LEAST_SIZE * span)) / span,
  }
}

function passesBy(
  samples: readonly BranchSample[],
  states: readonly Float64Array[],
  { lambda, y }: { readonly lambda: number; readonly y: Float64Array },
): boolean {
  for (let k = 1; k < samples.length; k++) {
    const from = samples[k - 1]!.q.at(-1)!
    const to = samples[k]!.q.at(-1)!
    if ((from - lambda) * (to - lambda) > 0) continue
    const share = from === to ? 0 : (lambda - from) / (to - from)
    const [a, b] = [states[k - 1]!, states[k]!]
    const near = y.every((theta, i) => {
      const log = (1 - share) * Math.log(a[i]! + TRACE) + share * Math.log(b[i]! + TRACE)
      return Math.abs(Math.log(theta + TRACE) - log) < ON_BRANCH
    })
    if (near) return true
  }
  return false
}
