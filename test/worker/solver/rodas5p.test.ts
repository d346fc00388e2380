import { describe, expect, it } from 'vitest'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { makeExtendedIntegrator } from '../../../src/worker/solver/extended-rodas.js'
import { makeLoopIntegrator } from '../../../src/worker/solver/rodas-loop.js'
import { CTL, type Integrate, PAUSE } from '../../../src/worker/solver/rodas5p.js'
import { makeUnrolledIntegrator } from '../../../src/worker/solver/rodas-unrolled.js'
import { coOxidation, networkFrom, pt100Constants } from '../support/networks.js'

const control = (fields: Partial<Record<keyof typeof CTL, number>>): Float64Array => {
  const ctl = new Float64Array(CTL.length)
  ctl[CTL.budget] = 1e6
  for (const [name, value] of Object.entries(fields)) ctl[CTL[name as keyof typeof CTL]] = value
  return ctl
}

/** dθ_A/dt = (1 − θ_A)² with θ_A(0) = 0, so θ_A = t / (1 + t): second order, not linear. */
const secondOrder = networkFrom(['A', '*'], ['2 * -> 2 A'])
const K = Float64Array.of(0.5, 0)

function errorAt1(integrate: Integrate, h: number): number {
  const y = Float64Array.of(0, 1)
  let ctl = control({ h, rtol: 1e9, atol: 1e9, tEnd: 1e9, budget: 1 })
  for (let step = 0; step < Math.round(1 / h); step++) {
    integrate(y, K, ctl)
    ctl = control({ h, rtol: 1e9, atol: 1e9, tEnd: 1e9, budget: 1, t: ctl[CTL.t]! })
  }
  return Math.abs(y[0]! - 0.5)
}

const integrators: Record<string, (network: typeof coOxidation) => Integrate> = {
  unrolled: makeUnrolledIntegrator,
  extended: makeExtendedIntegrator,
  loop: network => makeLoopIntegrator(network, makeKernels(network)),
}

for (const [name, make] of Object.entries(integrators))
  describe(`the ${name} integrator`, () => {
    it('converges with order 5', () => {
      const order = Math.log2(errorAt1(make(secondOrder), 0.1) / errorAt1(make(secondOrder), 0.05))
      expect(order).toBeGreaterThan(4.6)
      expect(order).toBeLessThan(5.4)
    })

    it('keeps the error near the tolerance on a stiff transient', () => {
      const integrate = make(coOxidation)
      const at = (rtol: number): Float64Array => {
        const y = Float64Array.of(0, 0, 1)
        const ctl = control({ h: 1e-12, rtol, atol: 1e-14, tEnd: 1e-7 })
        while (ctl[CTL.t]! < 1e-7) {
          ctl[CTL.budget] = 1
          ctl[CTL.h] = Math.min(ctl[CTL.h]!, 1e-7 - ctl[CTL.t]!)
          if (integrate(y, pt100Constants(0.3, 0.3), ctl) === PAUSE.end) break
        }
        return y
      }
      const exact = at(1e-11)
      for (const rtol of [1e-4, 1e-6]) {
        const y = at(rtol)
        for (let i = 0; i < 3; i++) expect(Math.abs(y[i]! / exact[i]! - 1)).toBeLessThan(30 * rtol)
      }
    })

    it('conserves sites', () => {
      const y = Float64Array.of(0, 0, 1)
      make(coOxidation)(y, pt100Constants(0.05, 0.3), control({ h: 1e-12, rtol: 1e-4, atol: 1e-12, tEnd: 1 }))
      expect(Math.abs(y[0]! + y[1]! + y[2]! - 1)).toBeLessThan(1e-13)
    })

    it('reaches a steady state of a stiff mechanism within a budget of work', () => {
      const y = Float64Array.of(0, 0, 1)
      const ctl = control({ h: 1e-12, rtol: 1e-4, atol: 1e-12, tEnd: 1e4 })
      expect(make(coOxidation)(y, pt100Constants(0.05, 0.3), ctl)).toBe(PAUSE.end)
      expect(ctl[CTL.accepted]! + ctl[CTL.rejected]!).toBeLessThan(80)
    })

    it('gives control back when its budget is spent and goes on where it stopped', () => {
      const whole = Float64Array.of(0, 0, 1)
      const parts = whole.slice()
      const integrate = make(coOxidation)
      const K = pt100Constants(0.05, 0.3)
      integrate(whole, K, control({ h: 1e-12, rtol: 1e-4, atol: 1e-12, tEnd: 1e-3 }))
      const ctl = control({ h: 1e-12, rtol: 1e-4, atol: 1e-12, tEnd: 1e-3, budget: 5 })
      let pauses = 0
      while (integrate(parts, K, ctl) === PAUSE.budget) {
        pauses++
        ctl[CTL.budget] = 5
      }
      expect(pauses).toBeGreaterThan(3)
      for (let i = 0; i < 3; i++) expect(Math.abs(parts[i]! / whole[i]! - 1)).toBeLessThan(1e-3)
    })
  })
