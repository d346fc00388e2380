import { type Network } from '../kinetics/network.js'
import { makeBasisBalance } from './balance-rates.js'
import { makeCertifier } from './certificate.js'
import { makeExtended } from './extended.js'
import { makeNewton } from './newton.js'
import { makeReducedModes } from './reduced-modes.js'
import { makeReducedSystem } from './reduced-system.js'
import { makeModes, type Mode } from './stability.js'
import { type SteadySystem } from './steady-system.js'
import { makeStoichiometricBasis } from './stoichiometric-basis.js'

/** Rounding of a balance of products and a sum over at most this many steps, relative to its gross flux. */
const REDUCED_EPSILON = 64 * Number.EPSILON

/** How the steady state near the end of a trajectory is found and certified. */
export interface SteadySearch {
  /**
   * Improves y, shape (n), to a steady state; coverages below `noise` are free to move.
   *
   * @returns its modes, slowest first; undefined when there is no steady state near
   */
  readonly find: (
    y: Float64Array,
    K: Float64Array,
    totals: Float64Array,
    noise: number,
  ) => readonly Mode[] | undefined
  /** Certifier.certify for the state found last. */
  readonly certify: ReturnType<typeof makeCertifier>['certify']
}

/** With a balance for each species: 32 digits do what doubles cannot. */
export function makeSpeciesSearch(network: Network, system: SteadySystem): SteadySearch {
  const newton = makeNewton(network, system)
  const certifier = makeCertifier(network, system, makeExtended(network, system))
  const modes = makeModes(network, system)

  return {
    find: (y, K, totals, noise) => {
      if (!system.selectPresent(y, K, noise)) return undefined
      system.settleTraces(y, K, noise)
      certifier.newtonStep = newton.polish(y, K, totals, noise)
      return Number.isNaN(certifier.newtonStep) ? undefined : modes(y, K)
    },
    certify: certifier.certify,
  }
}

/** With the balances of ReducedSystem, which doubles nearly always suffice for. */
export function makeReducedSearch(network: Network, system: SteadySystem): SteadySearch {
  const { n, nu } = network
  const reduced = makeReducedSystem(network, system, makeStoichiometricBasis(nu))
  const newton = makeNewton(network, system, reduced)
  const certifier = makeCertifier(network, system, makeExtended(network, system, reduced), {
    amplification: reduced.amplification,
    balanceRates: makeBasisBalance(nu),
    epsilon: REDUCED_EPSILON,
  })
  const modes = makeReducedModes(network, system, reduced)
  const extendedModes = makeModes(network, system)

  return {
    find: (y, K, totals, noise) => {
      if (!system.selectPresent(y, K, noise)) return undefined
      system.settleTraces(y, K, noise)
      certifier.newtonStep = newton.polish(y, K, totals, noise)
      if (Number.isNaN(certifier.newtonStep)) return undefined
      const found = system.size === n ? modes(y) : undefined
      if (found !== undefined && !(found.length > 0 && found[0]!.re >= 0)) return found
      // What is absent may still grow from itself, and what 32 digits find stable is stable.
      return (system.linearise(y, K) ? extendedModes(y, K) : undefined) ?? found
    },
    certify: certifier.certify,
  }
}
