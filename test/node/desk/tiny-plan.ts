import type { Mechanism, Parameter } from '../../../src/shared/mechanism.js'
import { DEFAULT_SOLVER, type Plan } from '../../../src/shared/plan.js'

const parameter = (name: string, value: number, kind: Parameter['kind'], unit: string): Parameter => ({
  name,
  unit,
  value,
  factor: 1,
  offset: 0,
  kind,
  description: '',
})

/** One gas that adsorbs: A + * <-> A*. */
export const tinyMechanism: Mechanism = {
  name: 'tiny',
  description: '',
  source: '',
  constants: { kBeV: 8.6e-5, kBJ: 1.38e-23, heV: 4.1e-15, hJ: 6.6e-34 },
  referencePressure: 101_325,
  parameters: [
    parameter('T', 500, 'temperature', 'K'),
    parameter('pA', 1, 'pressure', 'bar'),
    parameter('kf', 1, 'rate', 's-1'),
    parameter('kr', 1, 'rate', 's-1'),
  ],
  temperature: 0,
  gases: [{ name: 'A', composition: { A: 1 }, pressure: 1, mass: 1e-26, correction: { kind: 'none' } }],
  surface: [
    { name: 'A*', composition: { A: 1 }, site: 0, occupies: 1, free: false },
    { name: '*', composition: {}, site: 0, occupies: 1, free: true },
  ],
  sites: [{ name: '*', total: 1 }],
  steps: [
    {
      label: '1',
      equation: 'A + * <-> A*',
      reactants: [
        { gas: 0, count: 1 },
        { surface: 1, count: 1 },
      ],
      products: [{ surface: 0, count: 1 }],
      forward: { kind: 'constant', k: 2 },
      reverse: { kind: 'law', law: { kind: 'constant', k: 3 } },
    },
  ],
  start: [0, 1],
  starts: { empty: [0, 1] },
  defaults: { x: undefined, y: undefined, output: 'tof(A)' },
}

const axis = (name: string, count: number) => ({
  parameter: name,
  unit: '1',
  scale: 'linear' as const,
  values: Array.from({ length: count }, (_, i) => i + 1),
})

export const tinyPlan = (nx: number, ny: number): Plan => ({
  mechanism: tinyMechanism,
  modelText: 'name: tiny',
  x: axis('pA', nx),
  y: axis('kr', ny),
  settings: {},
  start: [0, 1],
  startName: 'empty',
  solver: DEFAULT_SOLVER,
})
