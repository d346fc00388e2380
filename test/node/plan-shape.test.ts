import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isPlan } from '../../src/node/plan-shape.js'
import { buildPlan } from '../../src/shared/model/build-plan.js'
import { requireModel } from '../../src/shared/model/parse-model.js'
import type { Plan } from '../../src/shared/plan.js'
import { tinyPlan } from './desk/tiny-plan.js'

const ROOT = join(import.meta.dirname, '../..')
const models = ['resources/models', 'test/fixtures/models'].flatMap(folder =>
  readdirSync(join(ROOT, folder))
    .filter(name => name.endsWith('.yaml'))
    .map(name => join(folder, name)),
)

/** A plan of a model as a session file gives it back. */
function planOf(model: string): Plan {
  const modelText = readFileSync(join(ROOT, model), 'utf8')
  const { mechanism } = requireModel(modelText)
  const pressures = mechanism.parameters.filter(({ expression }) => !expression).slice(0, 2)
  const [x, y] = pressures.map(({ name }) => ({ parameter: name, scale: 'list' as const, values: [1, 2] }))
  const plan = buildPlan({ modelText, x: x!, y: y!, settings: {}, start: 'empty' })
  return JSON.parse(JSON.stringify(plan)) as Plan
}

type Path = readonly (string | number)[]

/** The way to every number and every object inside a value. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
}

function changed(plan: Plan, path: Path, change: (old: unknown) => unknown): unknown {
  const copy = { root: structuredClone(plan) as unknown }
  let holder = copy as Record<string | number, unknown>
  const keys = ['root', ...path]
  for (const key of keys.slice(0, -1)) holder = holder[key] as typeof holder
  holder[keys.at(-1)!] = change(holder[keys.at(-1)!])
  return copy.root
}

describe('the shape of a plan', () => {
  it.each(models)('fits the plans of %s', model => {
    expect(isPlan(planOf(model))).toBe(true)
  })

  it('fits a plan that never was in a file', () => {
    expect(isPlan(tinyPlan(2, 2))).toBe(true)
  })

  it('fits a plan with analysis, of a gas the model has', () => {
    const plan = tinyPlan(2, 2)
    const withAnalysis = (analysis: unknown): unknown => ({
      ...plan,
      mechanism: { ...plan.mechanism, analysis },
    })
    const [gas] = plan.mechanism.gases
    expect(isPlan(withAnalysis({ states: true, control: gas!.name }))).toBe(true)
    for (const analysis of [{ control: 'Xe' }, { control: 0 }, { states: 1 }, { drc: true }])
      expect(isPlan(withAnalysis(analysis))).toBe(false)
  })

  it.each(models)(
    'does not fit when any number of a plan of %s is code, or any object has more to say',
    model => {
      const plan = planOf(model)
      for (const path of pathsIn(plan)) {
        const isNumber =
          typeof path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key]!, plan) === 'number'
        const spoilt = isNumber
          ? changed(plan, path, old => `${String(old)}];globalThis.x=1;[0`)
          : changed(plan, path, old => (Array.isArray(old) ? { length: old.length } : 7))
        expect(isPlan(spoilt), path.join('.')).toBe(false)
      }
    },
  )

  it('does not fit indices that lead nowhere, nor values that are not finite', () => {
    const plan = tinyPlan(2, 2)
    const at =
      (...path: Path) =>
      (value: unknown) =>
        isPlan(changed(plan, path, () => value))
    expect([4, -1, 0.5, NaN].map(at('mechanism', 'temperature'))).toEqual([false, false, false, false])
    expect([2, '0', null].map(at('mechanism', 'steps', 0, 'products', 0, 'surface'))).toEqual([
      false,
      false,
      false,
    ])
    expect([null, Infinity].map(at('x', 'values', 0))).toEqual([false, false])
    expect(at('x', 'values')([])).toBe(false)
    expect(at('x', 'parameter')('constructor')).toBe(false)
    expect(at('settings')({ pA: 2 })).toBe(true)
    expect(at('settings')({ nobody: 2 })).toBe(false)
    expect(at('mechanism', 'steps', 0, 'forward')({ kind: 'toString' })).toBe(false)
  })

  it('does not fit a map of more points than any memory holds', () => {
    const plan = tinyPlan(2, 2)
    const long = { ...plan.x, values: Array.from({ length: 20_000 }, (_, i) => i) }
    expect(isPlan({ ...plan, x: long })).toBe(true)
    expect(isPlan({ ...plan, x: long, y: { ...long, parameter: 'kr' } })).toBe(false)
  })

  it.each([null, 7, 'plan', [], {}, { mechanism: {} }, { mechanism: { parameters: 3 } }])(
    'does not fit %j',
    value => {
      expect(isPlan(value)).toBe(false)
    },
  )

  it('does not fit an expression nested deeper than anyone can look', () => {
    let expression: unknown = { kind: 'number', value: 1 }
    for (let depth = 0; depth < 100_000; depth++) expression = { kind: 'call', op: 'exp', args: [expression] }
    const plan = tinyPlan(2, 2)
    const [first, ...rest] = plan.mechanism.parameters
    const deep = {
      ...plan,
      mechanism: { ...plan.mechanism, parameters: [{ ...first, expression }, ...rest] },
    }
    expect(isPlan(deep)).toBe(false)
  })
})
