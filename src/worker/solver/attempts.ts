import { type Kernels } from '../kinetics/kernels.js'
import { isLarge, type Network } from '../kinetics/network.js'
import { makeExtendedIntegrator } from './extended-rodas.js'
import { makeReducedIntegrator } from './rodas-reduced.js'
import { type Integrate } from './rodas5p.js'
import { makeSpeciesSearch, type SteadySearch } from './steady-search.js'
import { type SteadySystem } from './steady-system.js'

/** A trajectory that needs more steps than this in double precision is lost in its rounding. */
const DOUBLE_STEPS = 10_000
/** How much tighter a trajectory is integrated again when it came close to an unstable steady state. */
const TIGHTER = 1e-3
const TIGHTER_LARGE = 1e-2
/** Coverages that the absolute tolerance leaves without control may turn negative and run away; this holds them. */
const SHARPER = 1e-12

/** A way to integrate to the steady state; the next is tried where one loses its way in rounding. */
export interface Attempt {
  readonly integrate: Integrate
  readonly search: SteadySearch
  /** A trajectory that needs more steps than this is lost in its rounding. */
  readonly mostSteps: number
  /** Absolute tolerance as a share of what is asked for. */
  readonly sharper: number
  /** How much tighter the trajectory is integrated again when it came close to an unstable steady state. */
  readonly tighter?: number
}

/** In the order in which they are tried. */
export function attemptsOf(
  network: Network,
  kernels: Kernels,
  system: SteadySystem,
  integrate: Integrate,
  reduced: SteadySearch,
): readonly Attempt[] {
  const byReduction = {
    integrate: makeReducedIntegrator(network, kernels),
    search: reduced,
    mostSteps: DOUBLE_STEPS,
    sharper: SHARPER,
    tighter: TIGHTER_LARGE,
  }
  const extended = { integrate: makeExtendedIntegrator(network), mostSteps: Infinity, sharper: 1 }
  if (isLarge(network))
    return [
      { integrate, search: reduced, mostSteps: DOUBLE_STEPS, sharper: 1, tighter: TIGHTER_LARGE },
      byReduction,
      { ...extended, search: reduced },
    ]
  const search = makeSpeciesSearch(network, system)
  return [
    { integrate, search, mostSteps: DOUBLE_STEPS, sharper: 1, tighter: TIGHTER },
    { ...extended, search },
    byReduction,
  ]
}
