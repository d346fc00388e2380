import { CERTIFICATE_LIMITS as LIMIT } from '../../shared/certificate-limits.js'
import { type Network } from '../kinetics/network.js'
import { type Extended } from './extended.js'
import { type BalanceRates, makeBalanceRates } from './balance-rates.js'
import { type Mode } from './stability.js'
import { type SteadySystem } from './steady-system.js'

/** A bound above this in double precision calls for the extended one. */
const DOUBLE_IS_ENOUGH = 1e-10
/** Rounding of one evaluation of a balance: a handful of products and sums, relative to the gross flux. */
const DOUBLE_EPSILON = 16 * Number.EPSILON

export interface Certifier {
  /** Last relative Newton correction of the steady state to certify. */
  newtonStep: number
  /**
   * Takes a converged steady state y, for which `system` is evaluated and linearised, to the precision it
   * needs; writes coverages, rates and evidence.
   *
   * @returns why the certificate does not hold; undefined when it does
   */
  certify: (y: Float64Array, K: Float64Array, totals: Float64Array, out: Evidence) => string | undefined
}

/** The equations that error bounds come from, and how net rates are balanced. */
export interface CertifierTools {
  readonly amplification: (out: Float64Array) => void
  readonly balanceRates: BalanceRates
  /** Rounding of one evaluation of a balance, relative to the gross flux. */
  readonly epsilon: number
}

interface Evidence {
  readonly y: Float64Array
  readonly net: Float64Array
  readonly r: Float64Array
  readonly certificate: Float64Array
  readonly modes: readonly Mode[]
}

export function makeCertifier(
  network: Network,
  system: SteadySystem,
  extended: Extended,
  tools: CertifierTools = {
    amplification: system.amplification,
    balanceRates: makeBalanceRates(network.nu),
    epsilon: DOUBLE_EPSILON,
  },
): Certifier {
  const { n, m, laws, reactants, products } = network
  const amplification = new Float64Array(n)
  const errors = new Float64Array(m)
  const { balanceRates } = tools
  const massAction = Float64Array.from({ length: m }, (_, j) =>
    Math.max(molecularity(reactants[j]!), molecularity(products[j]!)),
  )
  /** Largest |∂ ln r / ∂ ln θ| summed over the species, by step. */
  const order = massAction.slice()
  const certifier: Certifier = { newtonStep: NaN, certify }

  function certify(
    y: Float64Array,
    K: Float64Array,
    totals: Float64Array,
    out: Evidence,
  ): string | undefined {
    if (network.modifiers !== undefined) noteOrders(y, K)
    tools.amplification(amplification)
    let amplified = largest(amplification, system.size)
    system.evaluate(y, K)
    out.r.set(system.r)
    for (let j = 0; j < m; j++) out.net[j] = out.r[j]! - out.r[m + j]!

    let precision = 1
    let coverageError = amplified * tools.epsilon
    let bound = Math.max(coverageError, rateError(out, coverageError, tools.epsilon))
    let flux = doubleFluxBalance()
    if (bound > DOUBLE_IS_ENOUGH) {
      precision = 2
      let step = extended.refine(y, K, totals)
      if (Number.isNaN(step)) {
        step = extended.polish(y, K, totals, 0)
        extended.amplification(amplification)
        amplified = largest(amplification, system.size)
      }
      if (!Number.isNaN(step)) {
        certifier.newtonStep = step
        out.r.set(extended.r)
        out.net.set(extended.net)
        coverageError = amplified * extended.epsilon
        bound = Math.max(coverageError, rateError(out, coverageError, extended.epsilon), Number.EPSILON)
        flux = extended.fluxBalance()
      }
    }
    out.y.set(y)
    const site = siteBalance(y, totals)
    const relaxation = out.modes.length === 0 ? 0 : -1 / out.modes[0]!.re
    out.certificate.set([flux, certifier.newtonStep, site, bound, relaxation, precision])
    if (!(certifier.newtonStep <= LIMIT.newton_step)) return `last Newton step ${text(certifier.newtonStep)}`
    if (!(flux <= LIMIT.flux_balance)) return `net over gross flux ${text(flux)}`
    if (!(site <= LIMIT.site_balance)) return `site balance off by ${text(site)}`
    if (!(bound <= LIMIT.error_bound)) return `relative error bound ${text(bound)}`
    return undefined
  }

  /** Factors beyond mass action amplify errors of coverages too: by |w θ| for exp(w θ), |m| for θ^m. */
  function noteOrders(y: Float64Array, K: Float64Array): void {
    for (let j = 0; j < m; j++) {
      let beyond = 0
      for (const modifier of [network.modifiers![j], network.modifiers![m + j]]) {
        let sum = 0
        for (const { species, slot } of modifier?.linear ?? []) sum += Math.abs(K[slot]! * y[species]!)
        for (const { slot } of modifier?.powers ?? []) sum += Math.abs(K[slot]!)
        beyond = Math.max(beyond, sum)
      }
      order[j] = massAction[j]! + beyond
    }
  }

  /**
   * Largest bound on the relative error of a net rate, from the error of the coverages and of the
   * difference of one-way rates. A net rate below its own error is an equilibrium: it becomes zero.
   */
  function rateError({ net, r }: Evidence, coverageError: number, epsilon: number): number {
    for (let j = 0; j < m; j++) errors[j] = (order[j]! * coverageError + epsilon) * (r[j]! + r[m + j]!)
    const extendedIsUsed = epsilon === extended.epsilon
    if (worstOf(net) > DOUBLE_IS_ENOUGH) balanceRates(net, errors)
    if (extendedIsUsed)
      for (let j = 0; j < m; j++) if (Math.abs(net[j]!) <= errors[j]!) net[j] = errors[j] = 0
    return worstOf(net)
  }

  function worstOf(net: Float64Array): number {
    let worst = 0
    for (let j = 0; j < m; j++) if (errors[j]! > 0) worst = Math.max(worst, errors[j]! / Math.abs(net[j]!))
    return worst
  }

  function doubleFluxBalance(): number {
    let worst = 0
    for (let a = 0; a < system.size; a++) {
      const i = system.present[a]!
      if (system.net[i] !== 0) worst = Math.max(worst, Math.abs(system.net[i]!) / system.gross[i]!)
    }
    return worst
  }

  function siteBalance(y: Float64Array, totals: Float64Array): number {
    let worst = 0
    for (let l = 0; l < laws.length; l++) {
      let sum = -totals[l]!
      let scale = 0
      for (let i = 0; i < n; i++) {
        sum += laws[l]![i]! * y[i]!
        scale += Math.abs(laws[l]![i]! * y[i]!)
      }
      if (scale > 0) worst = Math.max(worst, Math.abs(sum) / scale)
    }
    return worst
  }

  return certifier
}

function largest(values: Float64Array, count: number): number {
  let most = 0
  for (let a = 0; a < count; a++) most = Math.max(most, values[a]!)
  return most
}

const molecularity = (side: readonly { count: number }[]): number =>
  side.reduce((sum, { count }) => sum + count, 0)

const text = (value: number): string => value.toExponential(1)
