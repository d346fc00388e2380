import { describe, expect, it } from 'vitest'
import { STATUS } from '../../../src/shared/record.js'
import { type Network } from '../../../src/worker/kinetics/network.js'
import { networkFrom, seeded } from '../support/networks.js'
import { options, solverFor } from '../support/solver.js'

type Derivative = (y: readonly number[]) => { dy: number[]; rates: number[] }

/** Means over `periods` periods of y[0] about `level`, by classical Runge–Kutta steps; independent of the solver. */
function bruteForce(
  f: Derivative,
  start: readonly number[],
  dt: number,
  settle: number,
  level: number,
  periods = 5,
) {
  let y = [...start]
  const step = (): { dy: number[]; rates: number[] } => {
    const one = f(y)
    const move = (k: readonly number[], h: number): number[] => y.map((v, i) => v + h * k[i]!)
    const two = f(move(one.dy, dt / 2))
    const three = f(move(two.dy, dt / 2))
    const four = f(move(three.dy, dt))
    y = y.map((v, i) => v + (dt / 6) * (one.dy[i]! + 2 * two.dy[i]! + 2 * three.dy[i]! + four.dy[i]!))
    return one
  }
  for (let t = 0; t < settle; t += dt) step()
  const crossings: number[] = []
  let rates = f(y).rates.map(() => 0)
  let sums = y.map(() => 0)
  for (let k = 0; crossings.length <= periods && k < 2e7; k++) {
    const before = y
    const { rates: r0 } = step()
    if (before[0]! < level && y[0]! >= level) {
      crossings.push((k + (level - before[0]!) / (y[0]! - before[0]!)) * dt)
      if (crossings.length === 1) {
        rates = rates.map(() => 0)
        sums = sums.map(() => 0)
      }
    }
    if (crossings.length === 0) continue
    const { rates: r1 } = f(y)
    rates = rates.map((sum, j) => sum + (dt / 2) * (r0[j]! + r1[j]!))
    sums = sums.map((sum, i) => sum + (dt / 2) * (before[i]! + y[i]!))
  }
  const span = crossings.at(-1)! - crossings[0]!
  return {
    period: span / periods,
    y: sums.map(sum => sum / span),
    rates: rates.map(sum => sum / span),
  }
}

/**
 * The catalytic oscillator of Bykov, Yablonskii and Kim (Dokl. Akad. Nauk SSSR 242, 1978, 637), constants as in the
 * manual of MATCONT: A2 + 2* <-> 2A*, B + * <-> B*, A* + B* -> AB + 2*, B + * <-> (B*).
 */
const byk = networkFrom(['A', 'B', 'X', '*'], ['2 * -> 2 A', '* -> B', 'A + B -> 2 *', '* -> X'])
const bykConstants = (q2: number): Float64Array =>
  Float64Array.of(2.5, q2, 10, 0.0675, 1, 0.1, 0, 0.4 * 0.0675)
const bykRates =
  (q2: number): Derivative =>
  ([x, y, s]) => {
    const z = 1 - x! - y! - s!
    const [r1, r2, r3] = [2.5 * z * z - x! * x!, q2 * z - 0.1 * y!, 10 * x! * y!]
    const r4 = 0.0675 * (z - 0.4 * s!)
    return { dy: [2 * r1 - r3, r2 - r3, r4], rates: [r1, r2, r3, r4] }
  }

/** The Brusselator, with an inflow and an outflow that keep nothing: 0 -> X, X -> Y, 2X + Y -> 3X, X -> 0. */
const brusselator: Network = {
  ...networkFrom(['X', 'Y'], ['0 -> X', 'X -> Y', '2 X + Y -> 3 X', 'X -> 0']),
  laws: [],
}

describe('a point on a limit cycle', () => {
  it.each([1.043, 1.045, 1.049])('has the period and the means of a brute-force integration, q2 = %s', q2 => {
    const start = Float64Array.of(0.1, 0.1, 0.1, 0.7)
    const { status, y, net, certificate } = solverFor(byk).solve(bykConstants(q2), start, options)
    expect(status).toBe(STATUS.oscillates)
    const own = bruteForce(bykRates(q2), [0.1, 0.1, 0.1], 0.02, 20_000, y[0]! * 1.02)
    expect(certificate[8]! * own.period).toBeCloseTo(1, 4)
    for (const [i, mean] of own.y.entries()) expect(y[i]! / mean).toBeCloseTo(1, 4)
    for (const j of [0, 1, 2]) expect(net[j]! / own.rates[j]!).toBeCloseTo(1, 4)
    // Over a period nothing is gained: the rates balance as at a steady state.
    expect((2 * net[0]!) / net[2]!).toBeCloseTo(1, 6)
    expect(net[1]! / net[2]!).toBeCloseTo(1, 6)
  })

  it('is averaged right where it goes round in jumps', () => {
    const B = 6
    const { status, y, net, certificate } = solverFor(brusselator, 'loop').solve(
      Float64Array.of(1, B, 1, 1, 0, 0, 0, 0),
      Float64Array.of(1.2, 3),
      options,
    )
    expect(status).toBe(STATUS.oscillates)
    const f: Derivative = ([x, w]) => {
      const rates = [1, B * x!, x! * x! * w!, x!]
      return { dy: [rates[0]! - rates[1]! + rates[2]! - rates[3]!, rates[1]! - rates[2]!], rates }
    }
    const own = bruteForce(f, [1.2, 3], 2e-4, 40, 2, 3)
    expect(certificate[8]! * own.period).toBeCloseTo(1, 4)
    // What flows in flows out: exactly 1 on average.
    expect(y[0]!).toBeCloseTo(1, 6)
    expect(y[1]! / own.y[1]!).toBeCloseTo(1, 4)
    for (const [j, rate] of own.rates.entries()) expect(net[j]! / rate).toBeCloseTo(1, 4)
  })

  it('is none where the oscillation dies out, however slowly', () => {
    const random = seeded(7)
    for (let run = 0; run < 10; run++) {
      // The Hopf bifurcation lies at B = 2.
      const B = 2 - 10 ** (-1.5 - 1.5 * random())
      const { status } = solverFor(brusselator, 'loop').solve(
        Float64Array.of(1, B, 1, 1, 0, 0, 0, 0),
        Float64Array.of(1.2, 2),
        options,
      )
      expect(status, `B = ${B}`).toBe(STATUS.certified)
    }
  })
})
