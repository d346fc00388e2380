import { type Mechanism, type Step } from '../../shared/mechanism.js'
import { analysisLayout } from '../../shared/point-analysis.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { makeResponses, type SteadyState } from './responses.js'

/** A solved point: its steady state under effective constants K and their slopes ∂ln K/∂T, both of shape (2 m). */
export interface AnalysedPoint {
  readonly state: SteadyState
  readonly K: Float64Array
  readonly slopes: Float64Array
  /** [K] */
  readonly temperature: number
  /** Whether the steady state needed more than double precision. */
  readonly extended: boolean
}

/**
 * Makes the function that writes the analysis of a point, see analysisLayout, to `out` at `offset`; derivatives
 * are NaN where the steady state is singular. Nothing is allocated in it.
 */
export function makePointAnalysis(
  mechanism: Pick<Mechanism, 'gases' | 'steps' | 'surface' | 'constants' | 'reactor'>,
  network: Network,
  kernels: Kernels,
): (point: AnalysedPoint, out: Float64Array, offset: number) => void {
  const { gases, steps, constants } = mechanism
  const m = steps.length
  /** Flow steps of a stirred tank stand behind those of the mechanism. */
  const M = network.m
  const G = gases.length
  const layout = analysisLayout(mechanism)
  const responses = makeResponses(network, kernels)
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
  const dlnK = new Float64Array(2 * M)
  const dNet = new Float64Array(M)
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

  function weigh(gas: number, rates: Float64Array): number {
    let sum = 0
    for (let j = 0; j < m; j++) sum += formed[gas]![j]! * rates[j]!
    return sum
  }

  /** ∂ln of the turnover frequency of a gas along the last response. */
  const relative = (gas: number): number => (tof[gas] === 0 ? NaN : weigh(gas, dNet) / tof[gas]!)

  function writeRates({ net, r }: SteadyState, out: Float64Array, offset: number): void {
    let molecules = 0
    for (let g = 0; g < G; g++) {
      tof[g] = weigh(g, net)
      if (tof[g]! > 0) molecules += tof[g]!
      out[offset + layout.tof(g)] = tof[g]!
    }
    for (let g = 0; g < G; g++) out[offset + layout.selectivity(g)] = tof[g]! > 0 ? tof[g]! / molecules : NaN
    for (let j = 0; j < m; j++) out[offset + layout.reversibility(j)] = r[j]! > 0 ? r[M + j]! / r[j]! : NaN
  }

  return ({ state, K, slopes, temperature, extended }, out, offset) => {
    out.fill(NaN, offset, offset + layout.width)
    writeRates(state, out, offset)
    if (!responses.linearise(state, K, extended)) return
    for (let j = 0; j < m; j++) {
      dlnK.fill(0)
      dlnK[j] = dlnK[M + j] = 1
      responses.respond(dlnK, dNet)
      for (let g = 0; g < G; g++) out[offset + layout.control(g, j)] = relative(g)
    }
    for (let a = 0; a < energies.length; a++) {
      responses.respond(energies[a]!, dNet)
      for (let g = 0; g < G; g++) out[offset + layout.thermodynamic(g, a)] = relative(g)
    }
    for (let by = 0; by < G; by++) {
      responses.respond(pressures[by]!, dNet)
      for (let g = 0; g < G; g++) out[offset + layout.order(g, by)] = relative(g)
    }
    responses.respond(slopes, dNet)
    for (let g = 0; g < G; g++)
      out[offset + layout.activation(g)] = constants.kBeV * temperature * temperature * relative(g)
  }
}

const gasCount = (terms: Step['reactants'], gas: number): number =>
  terms.reduce((sum, term) => sum + ('gas' in term && term.gas === gas ? term.count : 0), 0)

const surfaceCount = (terms: Step['reactants'], species: number): number =>
  terms.reduce((sum, term) => sum + ('surface' in term && term.surface === species ? term.count : 0), 0)
