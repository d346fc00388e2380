import { type Mechanism } from '../../../src/shared/mechanism.js'
import { DEFAULT_SOLVER, type Plan } from '../../../src/shared/plan.js'

/** A plan of nx × ny points whose mechanism has one surface species and no step: rows of nine columns. */
export function gridPlan(nx: number, ny: number): Plan {
  const mechanism: Mechanism = {
    name: 'grid',
    description: '',
    source: '',
    constants: { kBeV: 1, kBJ: 1, heV: 1, hJ: 1 },
    referencePressure: 1e5,
    parameters: [],
    temperature: 0,
    gases: [],
    surface: [{ name: '*', composition: {}, site: 0, occupies: 1, free: true }],
    sites: [{ name: '*', total: 1 }],
    steps: [],
    start: [1],
    starts: { empty: [1] },
    defaults: { x: undefined, y: undefined, output: 'coverage(*)' },
  }
  const axis = (parameter: string, count: number): Plan['x'] => ({
    parameter,
    unit: '1',
    scale: 'linear',
    values: Array.from({ length: count }, (_, i) => i),
  })
  return {
    mechanism,
    modelText: '',
    x: axis('x', nx),
    y: axis('y', ny),
    settings: {},
    start: [1],
    startName: 'empty',
    solver: DEFAULT_SOLVER,
  }
}
