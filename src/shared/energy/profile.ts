import type { Mechanism } from '../mechanism.js'
import { netCount } from './net-count.js'
import { netGas, type Route } from './routes.js'
import { conditionsOf, type EnergyKind, type EnergyTrouble, stepEnergy } from './step-energies.js'

export interface Amount {
  readonly name: string
  readonly count: number
}

/** A level of the profile: everything that is there, on the surface and above it. */
export interface ProfileState {
  /** [eV], 0 at the start. */
  readonly level: number
  /** Adsorbates only; empty on a clean surface. */
  readonly surface: readonly Amount[]
  readonly gas: readonly Amount[]
}

/** One run of a step between two neighbouring states; energies in the direction it runs [eV]. */
export interface ProfileEvent {
  readonly label: string
  readonly equation: string
  readonly reverse: boolean
  readonly barrier: number
  readonly change: number
  /** Level of the transition state [eV]. */
  readonly top: number
  readonly effective: boolean
}

export interface Profile {
  /** shape (events + 1) */
  readonly states: readonly ProfileState[]
  readonly events: readonly ProfileEvent[]
  /** What a whole cycle turns into what, such as `2 CO + O2 → 2 CO2`; empty where steps close no cycle. */
  readonly overall: string
  /** Gases that are not there under these conditions, and therefore stand at p⁰. */
  readonly absent: readonly string[]
}

/**
 * The energies along a route, or along the steps in order where there is no route.
 *
 * @param given values that replace defaults, in the units of the parameters, by name
 * @returns troubles when a step has no energy of this kind
 */
export function profileOf(
  mechanism: Mechanism,
  route: Route | undefined,
  kind: EnergyKind,
  given: Readonly<Record<string, number>>,
): Profile | { readonly troubles: readonly EnergyTrouble[] } {
  const at = conditionsOf(mechanism, given)
  const runs = route ? inFeasibleOrder(mechanism, route) : mechanism.steps.map((_, j) => forwardRun(j))
  const energies = mechanism.steps.map(step => stepEnergy(step, kind, at))
  const used = new Set(runs.map(({ step }) => step))
  const troubles = [...used].flatMap(j => {
    const energy = energies[j]!
    return 'reason' in energy ? [energy] : []
  })
  if (troubles.length > 0) return { troubles }

  let level = 0
  const levels = [0]
  const events = runs.map(({ step: j, reverse }): ProfileEvent => {
    const {
      barrier: up,
      change: forth,
      effective,
    } = energies[j] as Exclude<(typeof energies)[number], EnergyTrouble>
    const [barrier, change] = reverse ? [up - forth, -forth] : [up, forth]
    const { label, equation } = mechanism.steps[j]!
    const event = { label, equation, reverse, barrier, change, top: level + barrier, effective }
    level += change
    levels.push(level)
    return event
  })
  const present = inventories(mechanism, runs)
  const absent = mechanism.gases.filter(
    (gas, g) =>
      at.values[gas.pressure] === 0 && runs.some(run => netCount(mechanism.steps[run.step]!, 'gas', g) !== 0),
  )
  return {
    states: levels.map((height, k) => ({ level: height, ...present[k]! })),
    events,
    overall: route ? overallOf(mechanism, route) : '',
    absent: kind === 'free' ? absent.map(gas => gas.name) : [],
  }
}

interface Run {
  readonly step: number
  readonly reverse: boolean
}

const forwardRun = (step: number): Run => ({ step, reverse: false })

/** Steps in the order of the mechanism, but none before the adsorbates it needs are there. */
function inFeasibleOrder({ steps, surface }: Mechanism, route: Route): Run[] {
  const left = route.map(Math.abs)
  const held = surface.map(() => 0)
  const runs: Run[] = []
  const total = left.reduce((sum, n) => sum + n, 0)
  const changeOf = (j: number): number[] =>
    surface.map((_, s) => Math.sign(route[j]!) * netCount(steps[j]!, 'surface', s))
  while (runs.length < total) {
    const open = steps.map((_, j) => j).filter(j => left[j]! > 0)
    const feasible = open.find(j => changeOf(j).every((n, s) => surface[s]!.free || held[s]! + n >= 0))
    // A cycle that feeds itself has to borrow; `inventories` shows what is there from the start.
    const j = feasible ?? open[0]!
    for (const [s, n] of changeOf(j).entries()) held[s]! += n
    left[j]!--
    runs.push({ step: j, reverse: route[j]! < 0 })
  }
  return runs
}

/** What is there before, between and after the runs: as little from the start as never runs out. */
function inventories(
  { steps, surface, gases }: Mechanism,
  runs: readonly Run[],
): Pick<ProfileState, 'surface' | 'gas'>[] {
  const track = (kind: 'gas' | 'surface', index: number): number[] => {
    let amount = 0
    const over = [
      0,
      ...runs.map(
        ({ step, reverse }) => (amount += (reverse ? -1 : 1) * netCount(steps[step]!, kind, index)),
      ),
    ]
    const start = -Math.min(...over)
    return over.map(n => n + start)
  }
  const onSurface = surface.flatMap(({ name, free }, s) =>
    free ? [] : [{ name, track: track('surface', s) }],
  )
  const inGas = gases.map(({ name }, g) => ({ name, track: track('gas', g) }))
  const amounts = (all: typeof inGas, k: number): Amount[] =>
    all.flatMap(each => (each.track[k]! > 0 ? [{ name: each.name, count: each.track[k]! }] : []))
  return [...Array(runs.length + 1).keys()].map(k => ({
    surface: amounts(onSurface, k),
    gas: amounts(inGas, k),
  }))
}

function overallOf(mechanism: Mechanism, route: Route): string {
  const net = mechanism.gases.map(({ name }, g) => ({ name, count: netGas(mechanism, route, g) }))
  const side = (sign: 1 | -1): string =>
    net
      .filter(({ count }) => count * sign > 0)
      .map(({ name, count }) => (Math.abs(count) === 1 ? name : `${Math.abs(count)} ${name}`))
      .join(' + ')
  return side(-1) === '' && side(1) === '' ? '' : `${side(-1)} → ${side(1)}`
}
