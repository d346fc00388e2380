import { downName, hysteresisColumns } from './hysteresis-columns.js'
import type { Mechanism } from './mechanism.js'
import { type AnalysisGroup, controlLayout } from './point-analysis.js'

/** How a point ended; one byte per point. Below 100 the numbers of the point are there. */
export const STATUS = {
  pending: 0,
  /** Solved, and the certificate holds. */
  certified: 1,
  /** Solved, but some evidence is weaker than the certificate asks for. */
  uncertified: 2,
  /**
   * The trajectory ends in a limit cycle: coverages and rates are means over one period. There is no steady state
   * here, and no certificate.
   */
  oscillates: 3,
  /** Budget of steps, time or simulated time spent without reaching a steady state. */
  notConverged: 100,
  /** A rate constant or activity is not finite or negative under these conditions. */
  badConditions: 102,
  /** Broke three different workers: crash, out of memory or hang. */
  brokeWorkers: 103,
} as const
export type Status = (typeof STATUS)[keyof typeof STATUS]

/** Whether the numbers of a point are there. */
export const isSolved = (status: number): boolean => status > 0 && status < 100
/** Whether they are those of a steady state. */
export const isSteady = (status: number): boolean =>
  status === STATUS.certified || status === STATUS.uncertified
export const isFailed = (status: number): boolean => status >= 100

/** For people; the UI and the CLI add conditions of the point and what to do. */
export const STATUS_TEXT: Readonly<Record<number, string>> = {
  0: 'not computed',
  1: 'certified',
  2: 'solved, not certified',
  3: 'oscillates: means over a period',
  100: 'not converged',
  102: 'conditions not usable',
  103: 'broke its workers',
}

export interface Column {
  readonly name: string
  readonly unit: string
  readonly group:
    | 'coverage'
    | 'rate'
    | 'one-way rate'
    | 'certificate'
    | 'steady states'
    | 'reactor'
    | 'hysteresis'
    | AnalysisGroup
}

/**
 * What a worker reports for a point, in this order: one row of doubles. A failed point has NaN in
 * all but the certificate columns it could still fill.
 */
export function columnsOf(mechanism: Mechanism): Column[] {
  const { surface, steps, analysis } = mechanism
  return [
    ...surface.map(s => ({ name: `coverage(${s.name})`, unit: '1', group: 'coverage' }) as const),
    ...steps.map(s => ({ name: `rate(${s.label})`, unit: 's-1', group: 'rate' }) as const),
    ...steps.map(s => ({ name: `forward_rate(${s.label})`, unit: 's-1', group: 'one-way rate' }) as const),
    ...steps.map(s => ({ name: `reverse_rate(${s.label})`, unit: 's-1', group: 'one-way rate' }) as const),
    ...CERTIFICATE.map(c => ({ ...c, group: 'certificate' }) as const),
    ...(analysis?.states ? STATE_COUNTS.map(c => ({ ...c, group: 'steady states' }) as const) : []),
    ...reactorColumns(mechanism),
    ...(analysis?.hysteresis ? hysteresisColumns(mechanism) : []),
    ...(controlLayout(mechanism)?.columns ?? []),
  ]
}

/** What the search for all steady states adds to a point. */
export const STATE_COUNTS = [
  { name: 'stable_states', unit: '1' },
  { name: 'steady_states', unit: '1' },
] as const

/**
 * Of a stirred tank: the pressure of each gas in it, and the conversion 1 − p/p_feed of each gas that is fed by
 * default, negative where more leaves than comes in.
 */
function reactorColumns(mechanism: Mechanism): Column[] {
  if (!mechanism.reactor) return []
  const { gases, parameters } = mechanism
  return [
    ...gases.map(({ name, pressure }) => ({ name: `pressure(${name})`, unit: parameters[pressure]!.unit })),
    ...fedGases(mechanism).map(g => ({ name: `conversion(${gases[g]!.name})`, unit: '1' })),
  ].map(column => ({ ...column, group: 'reactor' }))
}

/** Indices of the gases whose pressure is not 0 by default. */
export const fedGases = ({ gases, parameters }: Pick<Mechanism, 'gases' | 'parameters'>): number[] =>
  [...gases.keys()].filter(g => parameters[gases[g]!.pressure]!.value > 0)

/** The evidence stored for each point. */
export const CERTIFICATE = [
  /** Largest |net flux| / gross flux over the species. */
  { name: 'flux_balance', unit: '1' },
  /** Largest relative change of a coverage in the last Newton step. */
  { name: 'newton_step', unit: '1' },
  /** Largest |Σθ − total| / total over the site types. */
  { name: 'site_balance', unit: '1' },
  /** Bound on the relative error of coverages and net rates due to rounding. */
  { name: 'error_bound', unit: '1' },
  /** −1 / max Re λ of the Jacobian on the site-balance manifold; negative means unstable. */
  { name: 'relaxation_time', unit: 's' },
  /** 1 double, 2 extended (double-double). */
  { name: 'precision', unit: '1' },
  /** Simulated time reached by the integration. */
  { name: 'integrated_time', unit: 's' },
  /** Accepted and rejected steps of the integration. */
  { name: 'steps', unit: '1' },
  /** 1/period of a limit cycle; 0 at a steady state. */
  { name: 'frequency', unit: 's-1' },
] as const

/** An output people choose: a column, or a turnover frequency (sum of ν times net rates). */
export interface Output {
  readonly name: string
  readonly unit: string
  readonly group: 'turnover frequency' | Column['group']
  /** Value = Σ weight · row[column]. */
  readonly terms: readonly { readonly column: number; readonly weight: number }[]
}

/**
 * All outputs of a model, turnover frequencies first. `tof(G)` is the rate of formation of gas G per
 * site and second: negative where G is consumed.
 */
export function outputsOf(mechanism: Mechanism): Output[] {
  const columns = columnsOf(mechanism)
  const firstRate = mechanism.surface.length
  const tofs = mechanism.gases.map((gas, g) => ({
    name: `tof(${gas.name})`,
    unit: 's-1',
    group: 'turnover frequency' as const,
    terms: mechanism.steps
      .map((step, j) => {
        const count = (terms: typeof step.products): number =>
          terms.reduce((sum, term) => sum + ('gas' in term && term.gas === g ? term.count : 0), 0)
        return { column: firstRate + j, weight: count(step.products) - count(step.reactants) }
      })
      .filter(term => term.weight !== 0),
  }))
  const down = columns.findIndex(({ name }) => name === downName(`rate(${mechanism.steps[0]?.label})`))
  const tofsDown = tofs.map(({ name, unit, terms }) => ({
    name: downName(name),
    unit,
    group: 'hysteresis' as const,
    terms: terms.map(({ column, weight }) => ({ column: column - firstRate + down, weight })),
  }))
  const direct = columns.map((column, c) => ({ ...column, terms: [{ column: c, weight: 1 }] }))
  return [...tofs, ...direct, ...(mechanism.analysis?.hysteresis ? tofsDown : [])]
}

/** Value of an output in a row of columns that starts at `offset` of `rows`. */
export function evaluateOutput(output: Output, rows: Float64Array, offset: number): number {
  let value = 0
  for (const { column, weight } of output.terms) value += weight * rows[offset + column]!
  return value
}
