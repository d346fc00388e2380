import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { scipyScript } from '../../../src/shared/export/scipy-script.js'
import { buildPlan, chooseStart } from '../../../src/shared/model/build-plan.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { evaluateOutput, outputsOf } from '../../../src/shared/record.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { fixture, sample } from '../model/samples.js'

const scipy = spawnSync('python3', ['-c', 'import numpy, scipy']).status === 0

interface Case {
  readonly what: string
  readonly text: string
  readonly settings: Record<string, number>
  readonly start: string
  readonly outputs: readonly string[]
}

const CASES: readonly Case[] = [
  {
    what: 'an active point of the article',
    text: sample('co-oxidation-pt100'),
    settings: { pCO: 0.1111189, pO2: 0.3888911 },
    start: 'empty',
    outputs: ['coverage(CO*)', 'coverage(O*)', 'coverage(*)', 'tof(CO2)', 'tof(CO)'],
  },
  {
    what: 'transition-state theory',
    text: sample('co-oxidation-tst-450K'),
    settings: {},
    start: 'empty',
    outputs: ['coverage(CO*)', 'coverage(O*)', 'coverage(*)', 'tof(CO2)'],
  },
  {
    what: 'a mechanism with all that goes beyond mass action',
    text: fixture('beyond-mass-action.yaml'),
    settings: { T: 550 },
    start: 'empty',
    outputs: ['coverage(CO*)', 'coverage(O*)', 'coverage(*)', 'tof(CO2)'],
  },
  {
    what: 'the ignited state of a stirred tank',
    text: fixture('tank.yaml'),
    settings: {},
    start: 'ignited',
    outputs: ['coverage(CO*)', 'coverage(*)', 'tof(CO2)', 'tof(CO)', 'pressure(CO)', 'pressure(CO2)'],
  },
  {
    what: 'the poisoned state of a stirred tank',
    text: fixture('tank.yaml'),
    settings: {},
    start: 'poisoned',
    outputs: ['coverage(CO*)', 'coverage(*)', 'tof(CO2)', 'tof(CO)', 'pressure(CO)', 'pressure(CO2)'],
  },
]

describe('a script for NumPy and SciPy', () => {
  it.runIf(scipy).each(CASES)('computes $what as Isobar does', ({ text, settings, start, outputs }) => {
    const { mechanism } = requireModel(text)
    const script = scipyScript({ mechanism, settings, ...chooseStart(mechanism, start) })
    const printed = execFileSync('python3', ['-'], { input: script, encoding: 'utf8', timeout: 20_000 })
    const found = Object.fromEntries(
      printed.split('\n').flatMap(line => {
        const at = line.lastIndexOf(' ')
        return line.startsWith('#') || at < 0 ? [] : [[line.slice(0, at), Number(line.slice(at + 1))]]
      }),
    ) as Record<string, number>
    const own = solve(text, settings, start)
    for (const output of outputs)
      expect(Math.abs(found[output]! / own(output) - 1), output).toBeLessThan(1e-6)
  })

  it('holds names of a model as text, whatever they are', () => {
    const text = sample('co-oxidation-pt100').replace(
      /^name: .*$/m,
      'name: "a\\nimport os;\\u2028os.abort()"',
    )
    const { mechanism } = requireModel(text)
    const script = scipyScript({ mechanism, settings: {}, start: mechanism.start })
    const lines = script.split(/[\n\u2028]/)
    expect(lines.filter(line => /abort/.test(line))).toEqual([
      '# a import os; os.abort(): one point, written by Isobar. Needs NumPy and SciPy.',
    ])
  })

  it('refuses conditions under which a constant is not finite', () => {
    const { mechanism } = requireModel(fixture('beyond-mass-action.yaml'))
    expect(() => scipyScript({ mechanism, settings: { T: 5000 }, start: mechanism.start })).toThrow(
      /rate constants of "CO adsorption"/,
    )
  })
})

/** The same point by the worker. */
function solve(text: string, settings: Record<string, number>, start: string): (output: string) => number {
  const { mechanism } = requireModel(text)
  const valueOf = (name: string): number =>
    settings[name] ?? mechanism.parameters.find(parameter => parameter.name === name)!.value
  const axes = [mechanism.defaults.x!.parameter, mechanism.defaults.y!.parameter] as const
  const axis = (parameter: string) => {
    const value = valueOf(parameter)
    return { parameter, scale: 'list' as const, values: [value, value * 1.01] }
  }
  const rest = Object.fromEntries(Object.entries(settings).filter(([name]) => !axes.includes(name)))
  const plan = buildPlan({ modelText: text, x: axis(axes[0]), y: axis(axes[1]), settings: rest, start })
  const { columns, solve: solvePoint } = compilePlan(plan, () => 0)
  const row = new Float64Array(columns.length)
  expect(solvePoint(0, row, 0).status).toBe(1)
  const outputs = outputsOf(plan.mechanism)
  return name =>
    evaluateOutput(
      outputs.find(output => output.name === name)!,
      row,
      0,
    )
}
