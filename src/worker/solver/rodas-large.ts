import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { makeReducedIntegrator } from './rodas-reduced.js'
import { makeSparseIntegrator } from './rodas-sparse.js'
import { CTL, type Integrate, PAUSE } from './rodas5p.js'

/**
 * RODAS5P for large mechanisms: sparse while doubles carry the balances of the species, with combined balances
 * from where they do not. A call at t = 0 begins afresh.
 */
export function makeLargeIntegrator(network: Network, kernels: Kernels): Integrate {
  const sparse = makeSparseIntegrator(network, kernels)
  const reduced = makeReducedIntegrator(network, kernels)
  let drowned = false

  return (y, K, ctl) => {
    if (ctl[CTL.t] === 0) drowned = false
    if (!drowned) {
      const pause = sparse(y, K, ctl)
      if (pause !== PAUSE.drowning) return pause
      drowned = true
    }
    return reduced(y, K, ctl)
  }
}
