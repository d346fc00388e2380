import { describe, expect, it } from 'vitest'
import type { Constants, Gas } from '../../../src/shared/mechanism.js'
import { gasCorrection, surfaceCorrection } from '../../../src/shared/model/thermochemistry.js'

const constants: Constants = {
  kBeV: 8.617333262e-5,
  kBJ: 1.380649e-23,
  heV: 4.135667696e-15,
  hJ: 6.62607015e-34,
}
const context = (T: number, p0 = 1e5) => ({ T, p0, constants, values: new Float64Array(0) })
const EV = 96.48533212

const gas = (correction: Gas['correction']): Gas => ({
  name: 'X',
  composition: {},
  pressure: 0,
  mass: 1,
  correction,
})
/** NIST Chemistry WebBook, CO, 298 to 1300 K. */
const CO = gas({
  kind: 'shomate',
  heat: 0,
  pressure: 1e5,
  ranges: [
    {
      from: 298,
      to: 1300,
      coefficients: [25.56759, 6.09613, 4.054656, -2.671301, 0.131021, -118.0089, 227.3665, -110.5271],
    },
  ],
})
/** GRI-Mech 3.0, O2, 200 to 1000 K. */
const O2 = gas({
  kind: 'nasa7',
  pressure: 101325,
  ranges: [
    {
      from: 200,
      to: 1000,
      coefficients: [
        3.78245636, -2.99673416e-3, 9.84730201e-6, -9.68129509e-9, 3.24372837e-12, -1063.94356, 3.65767573,
      ],
    },
  ],
})

describe('thermochemistry', () => {
  it('by Shomate gives the standard entropy of CO, 197.66 J/(mol K) (CODATA key values)', () => {
    expect((-gasCorrection(CO, context(298.15)) * EV * 1e3) / 298.15).toBeCloseTo(197.66, 1)
  })

  it('by Shomate gives the correction of CO that CatMAP uses at 500 K', () => {
    // −0.816879 eV with the zero-point energy of 2170 cm⁻¹ and H(298.15 K) − H(0 K) = 8.671 kJ/mol.
    const heat = 0.1345243 + 8.671 / EV
    expect(gasCorrection(CO, context(500)) + heat).toBeCloseTo(-0.816879, 3)
  })

  it('by NASA polynomials gives the standard entropy of O2, 205.15 J/(mol K)', () => {
    expect((-gasCorrection(O2, context(298.15, 101325)) * EV * 1e3) / 298.15).toBeCloseTo(205.15, 1)
  })

  it('takes a table from its own pressure to the reference pressure of the model', () => {
    const shift = gasCorrection(O2, context(500, 1e5)) - gasCorrection(O2, context(500, 101325))
    expect(shift).toBeCloseTo(constants.kBeV * 500 * Math.log(1e5 / 101325), 12)
  })

  it('of a harmonic adsorbate is zero-point energy and the free energy of oscillators', () => {
    const theta = 2050 * 1.438776877
    const alone = surfaceCorrection({ kind: 'harmonic', vibrational: [theta], zeroPoint: true }, context(500))
    const x = theta / 500
    expect(alone).toBeCloseTo(constants.kBeV * 500 * (x / 2 + Math.log(1 - Math.exp(-x))), 12)
  })

  it('says by NaN that a temperature is outside a table', () => {
    expect(gasCorrection(O2, context(1500))).toBeNaN()
  })
})
