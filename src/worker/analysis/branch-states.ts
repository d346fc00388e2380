import { CERTIFICATE } from '../../shared/record.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { makeCertifier } from '../solver/certificate.js'
import { makeExtended } from '../solver/extended.js'
import { makeModes } from '../solver/stability.js'
import { makeSteadySystem } from '../solver/steady-system.js'

/** More digits change a state that is one by less than this; near a fold they may lead elsewhere. */
const SAME = 1e-3

export interface BranchState {
  readonly y: Float64Array
  /** Net rates [s⁻¹], shape (steps). */
  readonly net: Float64Array
  readonly stable: boolean
}

/**
 * Makes the function that takes a point of a branch to the precision that its rates need, as any point of a map,
 * and finds its stability. In a fold, where the equations are singular, the state is taken as it is.
 */
export function makeBranchStates(network: Network, kernels: Kernels) {
  const { n, m } = network
  const system = makeSteadySystem(network, kernels)
  const certifier = makeCertifier(network, system, makeExtended(network, system))
  const modesOf = makeModes(network, system)
  const candidate = new Float64Array(n)
  const evidence = {
    y: new Float64Array(n),
    net: new Float64Array(m),
    r: new Float64Array(2 * m),
    certificate: new Float64Array(CERTIFICATE.length),
    modes: [],
  }

  return (y: Float64Array, K: Float64Array, totals: readonly number[], fold: boolean): BranchState => {
    candidate.set(y)
    system.selectPresent(candidate, K, 0)
    system.evaluate(candidate, K)
    const net = Float64Array.from({ length: m }, (_, j) => system.r[j]! - system.r[m + j]!)
    if (fold || !system.linearise(candidate, K)) return { y, net, stable: false }
    const modes = modesOf(candidate, K)
    const stable = modes !== undefined && !(modes.length > 0 && modes[0]!.re >= 0)
    certifier.newtonStep = 0
    certifier.certify(candidate, K, Float64Array.from(totals), evidence)
    const same = y.every((theta, i) => Math.abs(evidence.y[i]! - theta) <= SAME * theta)
    return same ? { y: evidence.y.slice(), net: evidence.net.slice(), stable } : { y, net, stable }
  }
}
