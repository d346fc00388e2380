import { describe, expect, it } from 'vitest'
import { isSolved, isSteady, STATUS } from '../../../src/shared/record.js'
import { coOxidation, networkFrom, pt100, pt100Constants } from '../support/networks.js'
import { options, solverFor } from '../support/solver.js'

const empty = Float64Array.of(0, 0, 1)
const relative = (value: number, reference: number | string): number =>
  Math.abs(value / Number(reference) - 1)

for (const integrator of ['unrolled', 'loop'] as const)
  describe(`the article's map on Pt(100), ${integrator} integrator`, () => {
    const solver = solverFor(coOxidation, integrator)

    it('agrees with the exact roots in every coverage and rate, the tiny ones too', () => {
      for (const [k, { pO2, pCO, roots }] of pt100.points.entries()) {
        const reached = pt100.tof[Math.floor(k / 10)]![k % 10]!
        const root = roots.find(r => relative(Number(r.tof), reached) < 1e-6 && r.stable)!
        const { status, y, net } = solver.solve(pt100Constants(pCO, pO2), empty, options)
        expect(status).toBe(STATUS.certified)
        expect(relative(y[0]!, root.thetaCO)).toBeLessThan(1e-10)
        expect(relative(y[1]!, root.thetaO)).toBeLessThan(1e-10)
        expect(relative(y[2]!, root.free)).toBeLessThan(1e-10)
        for (const rate of [net[0]!, 2 * net[1]!, net[2]!])
          expect(relative(rate, root.tof)).toBeLessThan(1e-10)
      }
    })

    const active = (start: Float64Array): number =>
      pt100.points.filter(
        ({ pCO, pO2 }) => solver.solve(pt100Constants(pCO, pO2), start, options).y[0]! < 0.9,
      ).length

    it('has 18 active points from the empty surface and 5 from a CO-covered one', () => {
      expect(active(empty)).toBe(18)
      expect(active(Float64Array.of(0.9999, 0, 1e-4))).toBe(5)
    })
  })

describe('the steady state found', () => {
  it('is the same bits when asked again, in another order, by another solver', () => {
    const [one, other] = [solverFor(coOxidation), solverFor(coOxidation)]
    const forward = pt100.points.map(p => one.solve(pt100Constants(p.pCO, p.pO2), empty, options).y.slice())
    const backward = pt100.points
      .toReversed()
      .map(p => other.solve(pt100Constants(p.pCO, p.pO2), empty, options).y.slice())
    expect(backward.toReversed()).toEqual(forward)
  })

  it('does not depend on the order of species and steps', () => {
    const K = pt100Constants(0.2, 0.4)
    const y = solverFor(coOxidation).solve(K, empty, options).y.slice()
    const turned = networkFrom(['*', 'O', 'CO'], ['CO + O -> 2 *', '* -> CO', '2 * -> 2 O'])
    const turnedK = Float64Array.of(K[2]!, K[0]!, K[1]!, K[5]!, K[3]!, K[4]!)
    const z = solverFor(turned).solve(turnedK, Float64Array.of(1, 0, 0), options).y
    for (let i = 0; i < 3; i++) expect(relative(z[2 - i]!, y[i]!)).toBeLessThan(1e-12)
  })

  it('is the exact equilibrium with zero net rates when nothing drives the reaction', () => {
    // Langmuir: θ = K / (1 + K).
    const { y, net, status } = solverFor(networkFrom(['A', '*'], ['* -> A'])).solve(
      Float64Array.of(3e9, 1e9),
      Float64Array.of(0, 1),
      options,
    )
    expect(status).toBe(STATUS.certified)
    expect(relative(y[0]!, 0.75)).toBeLessThan(1e-15)
    expect([...net]).toEqual([0])
  })

  it('is an empty surface where no gas adsorbs, and a one-gas surface where one does', () => {
    const solver = solverFor(coOxidation)
    const nothing = solver.solve(Float64Array.of(0, 0, 1e9, 1e-5, 1e-9, 0), empty, options)
    expect([nothing.status, ...nothing.y]).toEqual([STATUS.certified, 0, 0, 1])
    const { y, net } = solver.solve(Float64Array.of(1e6, 0, 1e9, 10, 1e-9, 0), empty, options)
    expect(relative(y[2]!, 1e-5)).toBeLessThan(1e-4)
    expect(y[1]).toBe(0)
    expect([...net]).toEqual([0, 0, 0])
  })

  it('relaxes with the eigenvalue of the slowest mode', () => {
    const { modes, certificate } = solverFor(networkFrom(['A', '*'], ['* -> A'])).solve(
      Float64Array.of(3, 1),
      Float64Array.of(0, 1),
      options,
    )
    expect(modes).toHaveLength(1)
    expect(modes[0]!.re).toBeCloseTo(-4, 12)
    expect(certificate[4]).toBeCloseTo(0.25, 12)
  })

  it('is reached however slow the slowest mode is', () => {
    const slow = networkFrom(['A', 'B', '*'], ['* -> A', 'A -> B'])
    const { status, y, certificate } = solverFor(slow).solve(
      Float64Array.of(1e9, 1e-8, 1e9, 1e-8),
      empty,
      options,
    )
    expect(status).toBe(STATUS.certified)
    for (let i = 0; i < 3; i++) expect(relative(y[i]!, 1 / 3)).toBeLessThan(1e-12)
    expect(certificate[6]).toBeGreaterThan(1e7)
  })
})

describe('a point without a trustworthy steady state', () => {
  /** The catalytic oscillator of Bykov, Yablonskii and Kim (as in MATCONT): O, CO, an inactive CO, free. */
  const oscillator = networkFrom(['O', 'CO', 'X', '*'], ['2 * -> 2 O', '* -> CO', 'CO + O -> 2 *', '* -> X'])
  const constants = (q2: number): Float64Array =>
    Float64Array.of(2.5, q2, 10, 0.0675, 1, 0.1, 0, 0.4 * 0.0675)
  const start = Float64Array.of(0.1, 0.1, 0.1, 0.7)

  it('is reported as oscillating, with its period, between the Hopf points', () => {
    for (const integrator of ['unrolled', 'loop'] as const) {
      const { status, reason, modes } = solverFor(oscillator, integrator).solve(
        constants(1.045),
        start,
        options,
      )
      expect(status).toBe(STATUS.oscillates)
      expect(isSteady(status)).toBe(false)
      expect(reason).toMatch(/period of \d/)
      expect(modes).toEqual([])
    }
  })

  it('is solved again outside the Hopf points', () => {
    for (const q2 of [0.9, 1.2])
      expect(solverFor(oscillator).solve(constants(q2), start, options).status).toBe(STATUS.certified)
  })

  it('fails with a reason when the budget of steps is spent', () => {
    const { status, reason } = solverFor(coOxidation).solve(pt100Constants(0.3, 0.3), empty, {
      ...options,
      maxSteps: 20,
    })
    expect(status).toBe(STATUS.notConverged)
    expect(reason).toContain('budget of steps')
  })

  it('fails with a reason when the budget of time is spent', () => {
    const { status, reason } = solverFor(oscillator).solve(constants(1.045), start, {
      ...options,
      maxMsPerPoint: -1,
    })
    expect(isSolved(status)).toBe(false)
    expect(reason).toContain('budget of time')
  })

  it('fails with a reason where steady states form a continuum', () => {
    const jam = networkFrom(['A', 'B', '*'], ['* -> A', '* -> B'])
    const { status, reason } = solverFor(jam).solve(Float64Array.of(1, 2, 0, 0), empty, options)
    expect(status).toBe(STATUS.notConverged)
    expect(reason).toContain('isolated')
  })
})
