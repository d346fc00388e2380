import { type Expression, type Mechanism } from '../../shared/mechanism.js'
import { type AnalysisLayout } from '../../shared/point-analysis.js'
import { type Kernels } from '../kinetics/kernels.js'
import { modifiersOf } from '../kinetics/modifiers.js'
import { type Network } from '../kinetics/network.js'
import { makeTemperatureSlopes } from '../kinetics/temperature-slopes.js'
import { makePointAnalysis } from './point-analysis.js'
import { type SteadyState } from './rate-sensitivities.js'

/**
 * Makes the function that writes the analysis of a solution to `out` at `offset`.
 *
 * @returns analyse(solution, K, given, out, offset): effective constants K with the exponents behind them, and
 *          the values of all parameters in their own units
 */
export function makeSolutionAnalysis(
  mechanism: Mechanism,
  layout: AnalysisLayout,
  network: Network,
  kernels: Kernels,
) {
  const { m } = network
  const analyse = makePointAnalysis(mechanism, layout, network, kernels)
  const slopesOf = makeKeptSlopes(mechanism)
  const modifiers = modifiersOf(mechanism)
  const slopes = new Float64Array(2 * m)

  const internal = (given: Float64Array, i: number): number => {
    const { factor, offset } = mechanism.parameters[i]!
    return given[i]! * factor + offset
  }

  /** Exponents w of exp(w θ) are a + b/T with an a that coverage effects rarely have: ∂w/∂T = −b/T². */
  function addCoverageSlopes(y: Float64Array, given: Float64Array, temperature: number): void {
    if (modifiers === undefined) return
    const kT = mechanism.constants.kBeV * temperature
    const values = Float64Array.from(mechanism.parameters, (_, i) => internal(given, i))
    for (const [j, modifier] of modifiers.ofRate.entries())
      for (const { species, slot } of modifier?.linear ?? []) {
        const exponent = modifiers.exponents[slot - 2 * m]!
        // w(kT) − w(2 kT) is half of b/T, whatever a is.
        const thermal = 2 * (exponent(values, kT) - exponent(values, 2 * kT))
        slopes[j]! -= (thermal / temperature) * y[species]!
      }
  }

  return (
    state: SteadyState,
    K: Float64Array,
    given: Float64Array,
    out: Float64Array,
    offset: number,
  ): void => {
    const temperature = internal(given, mechanism.temperature)
    slopes.set(slopesOf(given))
    addCoverageSlopes(state.y, given, temperature)
    analyse({ state, K, slopes, temperature }, out, offset)
  }
}

/** Slopes of ln K, shape (2 m) [K⁻¹], evaluated again only when something changed that they depend on. */
function makeKeptSlopes(mechanism: Mechanism): (given: Float64Array) => Float64Array {
  const evaluate = makeTemperatureSlopes(mechanism)
  const slopes = new Float64Array(2 * mechanism.steps.length)
  const used = new Set(mechanism.parameters.keys())
  // Slopes are taken at constant pressures; a pressure counts only where an expression has it.
  for (const gas of mechanism.gases) used.delete(gas.pressure)
  for (const { expression } of mechanism.parameters) if (expression) referTo(expression, used)
  const keys = Int32Array.from(used)
  const last = new Float64Array(keys.length).fill(NaN)
  return given => {
    let same = true
    for (let k = 0; k < keys.length; k++) {
      const value = given[keys[k]!]!
      if (value === last[k]) continue
      same = false
      last[k] = value
    }
    if (!same) evaluate(given, slopes)
    return slopes
  }
}

function referTo(expression: Expression, used: Set<number>): void {
  if (expression.kind === 'parameter') used.add(expression.index)
  else if (expression.kind === 'call') for (const arg of expression.args) referTo(arg, used)
}
