import { type Mechanism, type StartPressures, type Term } from '../../shared/mechanism.js'
import { type ReactorConditions, reactorConditions } from '../../shared/model/reactor-conditions.js'
import { type ParameterValues } from './parameters.js'

/**
 * A stirred tank makes species of its gases. Behind the surface species stands one for each gas, y = molecules in
 * the gas volume per site, so that every coefficient stays the one of the equation; behind the steps stands one for
 * each gas, 0 <-> gas, whose forward rate is what flows in and whose reverse rate is what flows out, both per site.
 * No conservation law has a part in these species.
 */
export type TankModel = Pick<Mechanism, 'gases' | 'surface' | 'steps' | 'reactor'>

/** Number of gases that are unknowns, and of flow steps. */
export const unknownGases = ({ reactor, gases }: Pick<Mechanism, 'reactor' | 'gases'>): number =>
  reactor ? gases.length : 0

/** Index of a term among the unknowns; undefined for a gas that is held fixed. */
export const unknownOf = (
  { reactor, surface }: Pick<Mechanism, 'reactor' | 'surface'>,
  term: Term,
): number | undefined => ('surface' in term ? term.surface : reactor ? surface.length + term.gas : undefined)

export interface Tank {
  /** Conditions of the last `evaluate`. */
  readonly at: ReactorConditions
  /** p/p⁰ of one molecule per site. */
  readonly activity: number
  readonly evaluate: (values: ParameterValues) => void
  /**
   * Writes the constants of the flow steps [s⁻¹] to K, shape (2 (steps + gases) …).
   * @returns the name of a gas whose flow is not usable, if any
   */
  readonly writeFlows: (K: Float64Array, values: ParameterValues) => string | undefined
  /** Writes the gases at t = 0 to y, shape (surface + gases), at conditions whose flows stand in K. */
  readonly writeStart: (y: Float64Array, K: Float64Array, pressures: StartPressures | undefined) => void
  /**
   * Each of the given coverages, shape (surface …), with two gases around it: those of `start`, and those of
   * `start` with one of them nearly used up, another one each time.
   */
  readonly startsFrom: (start: Float64Array, coverages: readonly Float64Array[]) => readonly Float64Array[]
  /**
   * Writes the pressures of the gases in their own units, then the conversions of the fed ones, at `offset`; see
   * columnsOf.
   */
  readonly writeColumns: (
    y: Float64Array,
    net: Float64Array,
    K: Float64Array,
    rows: Float64Array,
    offset: number,
  ) => void
}

/** Share of a gas that is left where a search for all steady states begins with it used up. */
const SPENT = 1e-4

/** Undefined where gases are held fixed. */
export function makeTank(mechanism: Mechanism, fed: readonly number[]): Tank | undefined {
  const { reactor, gases, surface, steps, parameters, referencePressure } = mechanism
  if (!reactor) return undefined
  const [S, m, M] = [surface.length, steps.length, steps.length + gases.length]
  const units = gases.map(({ pressure }) => parameters[pressure]!)
  let at: ReactorConditions = { residenceTime: NaN, perSite: NaN }

  return {
    get at() {
      return at
    },
    get activity() {
      return at.perSite / referencePressure
    },
    evaluate: values => {
      at = reactorConditions(reactor, mechanism, values)
    },
    writeFlows: (K, values) => {
      for (let g = 0; g < gases.length; g++) {
        const inflow = values[gases[g]!.pressure]! / at.perSite / at.residenceTime
        const outflow = 1 / at.residenceTime
        if (!(inflow >= 0 && inflow < Infinity && outflow > 0 && outflow < Infinity)) return gases[g]!.name
        K[m + g] = inflow
        K[M + m + g] = outflow
      }
      return undefined
    },
    writeStart: (y, K, pressures) => {
      for (let g = 0; g < gases.length; g++) {
        const stated = pressures?.[g] ?? null
        y[S + g] = stated === null ? K[m + g]! / K[M + m + g]! : stated / at.perSite
      }
    },
    startsFrom: (start, coverages) =>
      coverages.flatMap((theta, k) => {
        const full = start.slice()
        full.set(theta.subarray(0, S))
        const spent = full.slice()
        spent[S + (k % gases.length)]! *= SPENT
        return [full, spent]
      }),
    writeColumns: (y, net, K, rows, offset) => {
      for (let g = 0; g < gases.length; g++)
        rows[offset + g] = (y[S + g]! * at.perSite - units[g]!.offset) / units[g]!.factor
      // The net flow keeps the digits that p_feed − p loses where little is converted.
      for (const [k, g] of fed.entries()) rows[offset + gases.length + k] = net[m + g]! / K[m + g]!
    },
  }
}
