import { conditionsOf } from '../energy/step-energies.js'
import type { Reactor, Term } from '../mechanism.js'
import { reactorConditions } from '../model/reactor-conditions.js'
import { type OneWay, rateTable } from './rate-table.js'
import type { ScriptPoint } from './scipy-script.js'

/** One point of a stirred tank with its gases, as molecules in the gas volume per site, behind the surface species. */
export interface TankTable {
  /** Pressure of one molecule per site [Pa]. */
  readonly perSite: number
  /** Constants per molecule and site [s⁻¹]; behind the steps stands 0 <-> gas for each gas, flow in and out. */
  readonly forward: OneWay
  readonly reverse: OneWay
  /** Unknowns at t = 0. */
  readonly start: readonly number[]
}

export function tankTable(
  { mechanism, settings, start, startPressures }: ScriptPoint,
  reactor: Reactor,
): TankTable {
  const { steps, gases, surface, referencePressure } = mechanism
  const { values } = conditionsOf(mechanism, settings)
  const { perSite, residenceTime } = reactorConditions(reactor, mechanism, values)
  const table = rateTable(mechanism, settings)
  const zeros = gases.map(() => 0)
  const gasOrder = (terms: readonly Term[]): number[] =>
    gases.map((_, g) =>
      terms.reduce((sum, term) => ('gas' in term && term.gas === g ? sum + term.count : sum), 0),
    )
  const feed = gases.map(({ pressure }) => values[pressure]! / perSite)

  function oneWay(way: OneWay, k: readonly number[], reverse: boolean): OneWay {
    const orders = steps.map(step => gasOrder(reverse ? step.products : (step.orders ?? step.reactants)))
    const scale = perSite / referencePressure
    return {
      k: [
        ...k.map((value, j) => value * scale ** orders[j]!.reduce((sum, order) => sum + order, 0)),
        ...feed.map(y => (reverse ? 1 : y) / residenceTime),
      ],
      order: [
        ...way.order.map((row, j) => [...row, ...orders[j]!]),
        ...gases.map((_, g) => [...surface.map(() => 0), ...gases.map((_, k) => +(reverse && k === g))]),
      ],
      slope: [
        ...way.slope.map(row => [...row, ...zeros]),
        ...gases.map(() => [...surface.map(() => 0), ...zeros]),
      ],
    }
  }

  return {
    perSite,
    forward: oneWay(table.forward, table.kf, false),
    reverse: oneWay(table.reverse, table.kr, true),
    start: [...start, ...feed.map((y, g) => (startPressures?.[g] == null ? y : startPressures[g] / perSite))],
  }
}
