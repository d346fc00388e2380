import { type Mechanism, type Step } from '../../shared/mechanism.js'
import { type AnalysisLayout } from '../../shared/point-analysis.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { makeRateSensitivities, type SteadyState } from './rate-sensitivities.js'

/** A solved point: its steady state under effective constants K and their slopes ∂ln K/∂T, both of shape (2 m). */
export interface AnalysedPoint {
  readonly state: SteadyState
  readonly K: Float64Array
  readonly slopes: Float64Array
  /** [K] */
  readonly temperature: number
}

/**
 * Makes the function that writes the analysis of a point to `out` at `offset`; derivatives are NaN where the
 * steady state is singular. Nothing is kept between points.
 */
export function makePointAnalysis(
  mechanism: Pick<Mechanism, 'gases' | 'steps' | 'constants' | 'reactor'>,
  layout: AnalysisLayout,
  network: Network,
  kernels: Kernels,
): (point: AnalysedPoint, out: Float64Array, offset: number) => void {
  const { gases, steps, constants } = mechanism
  const m = steps.length
  /** Flow steps of a stirred tank stand behind those of the mechanism. */
  const M = network.m
  const G = gases.length
  const sensitivities = makeRateSensitivities(network, kernels)
  const formed = gases.map((_, g) =>
    Float64Array.from(steps, step => gasCount(step.products, g) - gasCount(step.reactants, g)),
  )
  const pressures = gases.map((_, g) =>
    mechanism.reactor
      ? feedOf(g)
      : bothWays(
          step => gasCount(step.orders ?? step.reactants, g),
          step => gasCount(step.products, g),
        ),
  )
  // A lower free energy of an adsorbate raises the barriers that lead away from it.
  const energies = layout.adsorbates.map(i =>
    bothWays(
      step => -surfaceCount(step.reactants, i),
      step => -surfaceCount(step.products, i),
    ),
  )
  const weights = new Float64Array(M)
  const s = new Float64Array(M)
  const tof = new Float64Array(G)

  function bothWays(forward: (step: Step) => number, reverse: (step: Step) => number): Float64Array {
    const both = new Float64Array(2 * M)
    both.set(steps.map(forward))
    both.set(steps.map(reverse), M)
    return both
  }

  /** In a tank the pressure of the feed decides how much of a gas flows in. */
  function feedOf(gas: number): Float64Array {
    const inflow = new Float64Array(2 * M)
    inflow[m + gas] = 1
    return inflow
  }

  function writeRates({ net, r }: SteadyState, out: Float64Array, offset: number): void {
    let molecules = 0
    for (let g = 0; g < G; g++) {
      tof[g] = 0
      for (let j = 0; j < m; j++) tof[g]! += formed[g]![j]! * net[j]!
      if (tof[g]! > 0) molecules += tof[g]!
    }
    for (let g = 0; g < G; g++) out[offset + layout.selectivity(g)] = tof[g]! > 0 ? tof[g]! / molecules : NaN
    for (let j = 0; j < m; j++) out[offset + layout.reversibility(j)] = r[j]! > 0 ? r[M + j]! / r[j]! : NaN
  }

  /**
   * ∂ln of a turnover frequency along d ln K. Where both constants of a step move together, its net rate counts,
   * which is known to all its digits, rather than the difference of two large numbers.
   */
  function along(dlnK: Float64Array, { net, r }: SteadyState): number {
    let sum = 0
    for (let j = 0; j < M; j++)
      if (dlnK[j] !== 0 || dlnK[M + j] !== 0)
        sum += s[j]! * (net[j]! * dlnK[M + j]! + r[j]! * (dlnK[j]! - dlnK[M + j]!))
    return sum
  }

  return ({ state, K, slopes, temperature }, out, offset) => {
    out.fill(NaN, offset, offset + layout.width)
    writeRates(state, out, offset)
    if (!sensitivities.linearise(state, K)) return
    for (const gas of layout.rates) {
      if (tof[gas] === 0) continue
      weights.fill(0)
      weights.set(formed[gas]!)
      sensitivities.differentiate(weights, tof[gas]!, s)
      for (let j = 0; j < m; j++) out[offset + layout.control(gas, j)] = s[j]! * state.net[j]!
      for (let a = 0; a < energies.length; a++)
        out[offset + layout.thermodynamic(gas, a)] = along(energies[a]!, state)
      for (let by = 0; by < G; by++) out[offset + layout.order(gas, by)] = along(pressures[by]!, state)
      out[offset + layout.activation(gas)] = constants.kBeV * temperature * temperature * along(slopes, state)
    }
  }
}

const gasCount = (terms: Step['reactants'], gas: number): number =>
  terms.reduce((sum, term) => sum + ('gas' in term && term.gas === gas ? term.count : 0), 0)

const surfaceCount = (terms: Step['reactants'], species: number): number =>
  terms.reduce((sum, term) => sum + ('surface' in term && term.surface === species ? term.count : 0), 0)
