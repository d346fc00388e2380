import type { Mechanism, StartPressures, Term } from '../mechanism.js'
import { type OneWay, rateTable } from './rate-table.js'
import { tankTable } from './tank-table.js'

export interface ScriptPoint {
  readonly mechanism: Mechanism
  /** Values that replace defaults, in the units of the parameters, by name. */
  readonly settings: Readonly<Record<string, number>>
  /** Coverages at t = 0, shape (surface). */
  readonly start: readonly number[]
  /** In a reactor; absent where it starts with the feed. */
  readonly startPressures?: StartPressures
}

/**
 * A short Python script that computes one point with NumPy and SciPy from numbers that stand in it. Names of the
 * model go into it as string literals and comments of one line only. Throws `input/invalid`; see rateTable.
 */
export function scipyScript(point: ScriptPoint): string {
  const { mechanism, settings } = point
  const { surface, gases, steps, referencePressure } = mechanism
  const table = rateTable(mechanism, settings)
  const { T, activities } = table
  const tank = mechanism.reactor && tankTable(point, mechanism.reactor)
  const { forward, reverse, start } = tank ?? { ...table, start: point.start }
  const flows = tank ? gases.map(() => 0) : []
  const nuOnSurface = stoichiometry(mechanism, 'surface').map(row => [...row, ...flows])
  const nuOfGases = stoichiometry(mechanism, 'gas').map(row => [...row, ...flows])
  const inTank = nuOfGases.map((row, g) => row.map((nu, j) => (j === steps.length + g ? 1 : nu)))
  const given = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  return [
    '#!/usr/bin/env python3',
    `# ${oneLine(mechanism.name)}: one point, written by Isobar. Needs NumPy and SciPy.`,
    ...(mechanism.source === '' ? [] : [`# Source of the model: ${oneLine(mechanism.source)}`]),
    `# T = ${T} K, p0 = ${referencePressure} Pa${given.length > 0 ? `; set: ${oneLine(given.join(', '))}` : ''}`,
    ...gases.map(
      (gas, g) => `# p(${oneLine(gas.name)}) / p0 = ${activities[g]!}${tank ? ' in the feed' : ''}`,
    ),
    IMPORTS,
    `surface = [${surface.map(s => literal(s.name)).join(', ')}]`,
    `gases = [${gases.map(g => literal(g.name)).join(', ')}]`,
    `start = np.array(${list(start)})`,
    '',
    tank
      ? `# Stirred tank: behind the coverages stand molecules of each gas per site, ${tank.perSite} Pa each, and behind the steps what flows in and out.`
      : '# Net numbers of each species that the steps make, and constants with gas activities [1/s].',
    ...steps.map(({ label, equation }, j) => `# ${j}: ${oneLine(label)}: ${oneLine(equation)}`),
    matrix('nu', tank ? [...nuOnSurface, ...inTank] : nuOnSurface),
    matrix('nu_gas', nuOfGases),
    ...oneWay('forward', forward),
    ...oneWay('reverse', reverse),
    SOLVER,
    ...(tank ? [pressures(gases.map(gas => tank.perSite / mechanism.parameters[gas.pressure]!.factor))] : []),
  ].join('\n')
}

const IMPORTS = `import numpy as np
from scipy.integrate import solve_ivp
from scipy.linalg import null_space
`

function oneWay(name: string, { k, order, slope }: OneWay): string[] {
  return [
    `k_${name} = np.array(${list(k)})`,
    matrix(`order_${name}`, order),
    slope.flat().every(value => value === 0)
      ? `slope_${name} = np.zeros_like(order_${name})`
      : matrix(`slope_${name}`, slope),
  ]
}

/** @param perSite pressures of one molecule of each gas per site, in the units of the model */
const pressures = (perSite: readonly number[]): string => `
for name, amount, unit in zip(gases, theta[len(surface) :], ${list(perSite)}):
    print(f"pressure({name}) {amount * unit:.17g}")
`

const SOLVER = `

def one_way(theta, k, order, slope):
    """Rates k prod(theta^order) exp(slope theta) [1/s] and their derivatives by ln(theta)."""
    rate = k * np.prod(theta**order, axis=1) * np.exp(slope @ theta)
    return rate, rate[:, None] * (order + slope * theta)


def rates(theta):
    theta = np.maximum(theta, 1e-60)
    forward, d_forward = one_way(theta, k_forward, order_forward, slope_forward)
    reverse, d_reverse = one_way(theta, k_reverse, order_reverse, slope_reverse)
    return forward, reverse, d_forward - d_reverse


def derivative(t, theta):
    forward, reverse, _ = rates(theta)
    return nu @ (forward - reverse)


def jacobian(t, theta):
    return nu @ rates(theta)[2] / np.maximum(theta, 1e-60)


# From the start to near the steady state: ever longer stretches of time, until one changes nothing more.
theta, t = start, 1e-10
while t < 1e12:
    before, t = theta, 10 * t
    run = solve_ivp(derivative, (0, 0.9 * t), before, method="BDF", jac=jacobian, rtol=1e-6, atol=1e-14)
    theta = np.maximum(run.y[:, -1], 1e-60)
    if np.all(np.abs(theta - before) <= 1e-5 * before + 1e-10):
        break

# Newton's method for ln(theta): balances relative to gross fluxes, and what the steps conserve (the sites).
laws = null_space(nu.T).T
u = np.log(theta)
for iteration in range(1000):
    theta = np.exp(u)
    forward, reverse, d_net = rates(theta)
    gross = np.maximum(np.abs(nu) @ (forward + reverse), 1e-300)
    F = np.concatenate([nu @ (forward - reverse) / gross, laws @ (theta - start)])
    J = np.vstack([nu @ d_net / gross[:, None], laws * theta])
    step = np.linalg.lstsq(J, -F, rcond=None)[0]
    largest = np.abs(step).max()
    u += step * min(1, 1 / largest) if largest > 0 else 0
    if largest < 1e-12:
        break

theta = np.exp(u)
forward, reverse, _ = rates(theta)
net = forward - reverse
for name, value in zip(surface, theta):
    print(f"coverage({name}) {value:.17g}")
for name, value in zip(gases, nu_gas @ net):
    print(f"tof({name}) {value:.17g}")
# Doubles lose what is smaller than 1e-16 of the fluxes that cancel in it; Isobar carries more digits there.
print(f"# largest net over gross flux {np.abs(nu @ net / gross).max():.1e}, last step {largest:.1e}")
`

function stoichiometry({ steps, surface, gases }: Mechanism, phase: 'surface' | 'gas'): number[][] {
  const index = (term: Term): number =>
    phase === 'gas' ? ('gas' in term ? term.gas : -1) : 'surface' in term ? term.surface : -1
  return (phase === 'gas' ? gases : surface).map((_, i) =>
    steps.map(({ reactants, products }) => {
      const count = (terms: readonly Term[]): number =>
        terms.reduce((sum, term) => (index(term) === i ? sum + term.count : sum), 0)
      return count(products) - count(reactants)
    }),
  )
}

const matrix = (name: string, rows: readonly (readonly number[])[]): string =>
  `${name} = np.array([\n${rows.map(row => `    ${list(row)},\n`).join('')}], dtype=float)`

const list = (values: readonly number[]): string => `[${values.join(', ')}]`

/** A string that Python and JSON write alike. */
const literal = (text: string): string => JSON.stringify(text)

const oneLine = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()
