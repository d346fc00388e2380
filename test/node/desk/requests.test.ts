import { describe, expect, it } from 'vitest'
import {
  readArea,
  readModelSource,
  readPathQuestion,
  readPoint,
  readSetup,
  readSolver,
  readWorkers,
} from '../../../src/node/desk/requests.js'
import { isCode } from '../../../src/shared/errors.js'

const setup = {
  modelText: 'name: m',
  x: { parameter: 'pCO', scale: 'linear', from: 0.1, to: 0.5, count: 10 },
  y: { parameter: 'pO2', scale: 'list', values: [0.1, 0.2] },
  settings: { T: 500 },
  start: 'empty',
  workers: 4,
}

/** The field that `act` refuses, or undefined when it accepts. */
function refused(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (thrown) {
    if (!isCode(thrown, 'input/invalid')) throw thrown
    expect(thrown.data.remedy).not.toBe('')
    return thrown.data.field
  }
}

describe('a set-up at the door', () => {
  it('passes unharmed, and sheds what nobody asked for', () => {
    expect(readSetup({ ...setup, surprise: 1 })).toEqual(setup)
  })

  it('takes the axis to sweep, beside the search for all states', () => {
    const analysis = { states: true, hysteresis: 'y' } as const
    expect(readSetup({ ...setup, analysis })).toEqual({ ...setup, analysis })
  })

  it('takes a start as coverages, solver options and a path', () => {
    const full = { ...setup, start: { 'CO*': 0.9999 }, solver: { rtol: 1e-8 }, path: '/tmp/a.isobar' }
    expect(readSetup(full)).toEqual(full)
  })

  it.each([
    ['setup', null],
    ['setup', []],
    ['modelText', { ...setup, modelText: 7 }],
    ['modelText', { ...setup, modelText: 'x'.repeat(10_000_001) }],
    ['x', { ...setup, x: 'pCO=lin:1:2:3' }],
    ['x.scale', { ...setup, x: { ...setup.x, scale: 'cubic' } }],
    ['x.from', { ...setup, x: { ...setup.x, from: NaN } }],
    ['x.to', { ...setup, x: { ...setup.x, to: Infinity } }],
    ['x.count', { ...setup, x: { ...setup.x, count: '10' } }],
    ['y.values', { ...setup, y: { ...setup.y, values: 'many' } }],
    ['y.values[1]', { ...setup, y: { ...setup.y, values: [1, '2'] } }],
    ['settings.T', { ...setup, settings: { T: '500' } }],
    ['start', { ...setup, start: 5 }],
    ['start.CO*', { ...setup, start: { 'CO*': null } }],
    ['workers', { ...setup, workers: 0 }],
    ['workers', { ...setup, workers: 10_000 }],
    ['solver.speed', { ...setup, solver: { speed: 1 } }],
    ['solver.rtol', { ...setup, solver: { rtol: -1 } }],
    ['path', { ...setup, path: 'a\0b' }],
    ['analysis.hysteresis', { ...setup, analysis: { hysteresis: 'z' } }],
  ])('is refused by the name of its field: %s', (field, bad) => {
    expect(refused(() => readSetup(bad))).toBe(field)
  })

  it('keeps a parameter called __proto__ a plain key', () => {
    const settings = JSON.parse('{"__proto__": 1}') as unknown
    const read = readSetup({ ...setup, settings }).settings
    expect(Object.keys(read)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })
})

describe('the other requests at the door', () => {
  it('refuse what is out of the grid', () => {
    expect(refused(() => readPoint(100, 100))).toBe('point')
    expect(refused(() => readPoint(-1, 100))).toBe('point')
    expect(refused(() => readArea({ x0: 3, x1: 2, y0: 0, y1: 0 }, 10, 10))).toBe('area.x1')
    expect(refused(() => readArea({ x0: 0, x1: 9, y0: 0, y1: 10 }, 10, 10))).toBe('area.y1')
    expect(readArea({ x0: 0, x1: 9, y0: 0, y1: 9 }, 10, 10)).toEqual({ x0: 0, x1: 9, y0: 0, y1: 9 })
  })

  it('refuse choices that do not exist', () => {
    expect(refused(() => readPathQuestion({ purpose: 'export', format: 'xlsx' }))).toBe('format')
    expect(refused(() => readPathQuestion({ purpose: 'format-disk' }))).toBe('purpose')
    expect(refused(() => readWorkers('4'))).toBe('workers')
    expect(refused(() => readSolver('tight'))).toBe('solver')
  })

  it('tell the three kinds of model source apart', () => {
    expect(readModelSource({ sample: 'a' })).toEqual({ sample: 'a' })
    expect(readModelSource({ path: '/m.yaml' })).toEqual({ path: '/m.yaml' })
    expect(readModelSource({ text: 'name: m' })).toEqual({ text: 'name: m' })
    expect(refused(() => readModelSource({}))).toBe('text')
  })
})
