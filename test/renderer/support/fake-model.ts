import { type Mechanism, type Parameter } from '../../../src/shared/mechanism.js'
import { outputsOf } from '../../../src/shared/record.js'
import { type ModelView, type SweepSetup } from '../../../src/shared/owner-contract.js'

const parameter = (
  name: string,
  unit: string,
  value: number,
  kind: Parameter['kind'],
  description = '',
): Parameter => ({ name, unit, value, factor: 1, offset: 0, kind, description })

/** The map of the article in outline: names, units and the closed form of its active branch. */
export const fakeMechanism: Mechanism = {
  name: 'CO oxidation on Pt(100)',
  description: 'Three elementary steps: CO adsorption, dissociative O₂ adsorption, surface reaction.',
  source: 'Case B of the reference cases',
  constants: { kBeV: 8.617e-5, kBJ: 1.380649e-23, heV: 4.1357e-15, hJ: 6.626e-34 },
  referencePressure: 101325,
  parameters: [
    parameter('T', 'K', 500, 'temperature', 'Temperature'),
    parameter('pCO', 'atm', 0.1, 'pressure', 'Partial pressure of CO'),
    parameter('pO2', 'atm', 0.3, 'pressure', 'Partial pressure of oxygen'),
    parameter('pCO2', 'atm', 0.01, 'pressure', 'Partial pressure of CO2'),
    parameter('Ga(CO adsorption)', 'eV', 0, 'energy'),
    parameter('Ga(O2 adsorption)', 'eV', 0.07, 'energy'),
    parameter('Ga(CO oxidation)', 'eV', 0.39, 'energy'),
    parameter('dE(CO adsorption)', 'eV', -2.09, 'energy'),
    parameter('dE(O2 adsorption)', 'eV', -2.39, 'energy'),
    parameter('dE(CO oxidation)', 'eV', -0.46, 'energy'),
    parameter('area', 'm2', 9e-20, 'other', 'Area of a site'),
  ],
  temperature: 0,
  gases: ['CO', 'O2', 'CO2'].map((name, i) => ({
    name,
    composition: {},
    pressure: i + 1,
    mass: 1e-26,
    correction: { kind: 'none' },
  })),
  surface: [
    { name: 'CO*', composition: { C: 1, O: 1 }, site: 0, occupies: 1, free: false },
    { name: 'O*', composition: { O: 1 }, site: 0, occupies: 1, free: false },
    { name: '*', composition: {}, site: 0, occupies: 1, free: true },
  ],
  sites: [{ name: '*', total: 1 }],
  steps: [
    step('1', [{ gas: 0, count: 1 }], []),
    step('2', [{ gas: 1, count: 1 }], []),
    step('3', [], [{ gas: 2, count: 1 }]),
  ],
  start: [0, 0, 1],
  starts: { empty: [0, 0, 1], 'CO-covered': [0.9999, 0, 1e-4] },
  defaults: {
    x: { parameter: 'pCO', scale: 'linear', from: 1e-5, to: 0.5, count: 10 },
    y: { parameter: 'pO2', scale: 'linear', from: 1e-5, to: 0.5, count: 10 },
    output: 'tof(CO2)',
  },
}

function step(
  label: string,
  reactants: Mechanism['steps'][number]['reactants'],
  products: Mechanism['steps'][number]['products'],
): Mechanism['steps'][number] {
  const law = { kind: 'constant', k: 0 } as const
  return { label, equation: label, reactants, products, forward: law, reverse: { kind: 'irreversible' } }
}

export const fakeModel: ModelView = {
  mechanism: fakeMechanism,
  text: 'name: CO oxidation on Pt(100)\n',
  findings: [],
  outputs: outputsOf(fakeMechanism).map(({ name, unit, group }) => ({ name, unit, group })),
}

const [K1, K2, K3] = [9.02356657e7, 1.663028507e7, 1.221152323e9]

/** Value of output `index` at (pCO, pO2): the active branch where it exists, a poisoned surface elsewhere. */
export function fakeValue(name: string, pCO: number, pO2: number): number {
  const s = (K1 * pCO) / (2 * K2 * pO2)
  const active = s < 1 && (1 - s) ** 2 >= (4 * K1 * pCO * s) / K3
  const tof = active ? (K1 * pCO) ** 2 / (2 * K2 * pO2) : 1e-18 * (pO2 / (pCO * pCO))
  const o = active
    ? (1 - s) / 2 + Math.sqrt(Math.max(0, (1 - s) ** 2 / 4 - (K1 * pCO * s) / K3))
    : 1e-11 * pO2
  const free = active ? s : 1e-12 / pCO
  if (name === 'tof(CO2)' || name.includes('rate(')) return tof
  if (name === 'tof(CO)') return -tof
  if (name === 'tof(O2)') return -tof / 2
  if (name === 'coverage(O*)') return o
  if (name === 'coverage(*)') return free
  if (name === 'coverage(CO*)') return 1 - o - free
  return 1e-13
}

/** A set-up of the fake model with the given numbers of points. */
export const setupOf = (nx: number, ny: number): SweepSetup => ({
  modelText: fakeModel.text,
  x: { parameter: 'pCO', scale: 'linear', from: 1e-5, to: 0.5, count: nx },
  y: { parameter: 'pO2', scale: 'linear', from: 1e-5, to: 0.5, count: ny },
  settings: {},
  start: 'empty',
  workers: 2,
})
