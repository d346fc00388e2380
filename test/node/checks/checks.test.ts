import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkOfPoint } from '../../../src/node/checks/check-of-point.js'
import {
  checksPath,
  checksPathOfModel,
  readChecks,
  writeChecks,
} from '../../../src/node/checks/checks-file.js'
import { verifyChecks } from '../../../src/node/checks/verify-checks.js'
import type { Inspector } from '../../../src/node/desk/inspector.js'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { DEFAULT_SOLVER } from '../../../src/shared/plan.js'
import { columnsOf } from '../../../src/shared/record.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makePointReporter } from '../../../src/worker/analysis/report-point.js'

const modelText = readFileSync(resolve('resources/models/co-oxidation-pt100.yaml'), 'utf8')
const axis = (parameter: string) => ({ parameter, scale: 'linear', from: 0.1, to: 0.4, count: 4 }) as const
const plan = buildPlan({
  modelText,
  x: axis('pCO'),
  y: axis('pO2'),
  settings: { T: 510 },
  start: { 'CO*': 0.25 },
})

/** Solves in this process. */
const inspector: Inspector = {
  inspect: async ({ plan: asked, point }) =>
    makePointReporter(
      asked,
      compilePlan(asked, () => 0),
      () => 0,
    ).inspect(point, asked.solver),
  transient: () => Promise.reject(new Error('nobody asks')),
  branches: () => Promise.reject(new Error('nobody asks')),
  close: () => undefined,
}

function checkAt(point: number) {
  const row = new Float64Array(columnsOf(plan.mechanism).length)
  compilePlan(plan, () => 0).solve(point, row, 0)
  return checkOfPoint(plan, point, row, new Date(1_780_000_000_000))
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-checks-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a point kept as a check', () => {
  it('is the conditions that the model does not say, and rates and coverages', () => {
    expect(checkAt(5)).toMatchObject({
      at: { pCO: 0.2, pO2: 0.2, T: 510 },
      start: { 'CO*': 0.25 },
      tolerance: 1e-6,
    })
    expect(Object.keys(checkAt(6).expect)).toEqual([
      'tof(CO)',
      'tof(O2)',
      'tof(CO2)',
      'coverage(CO*)',
      'coverage(O*)',
      'coverage(*)',
    ])
  })

  it('passes with the model it comes from, and fails with one whose barrier is another', async () => {
    const checks = [checkAt(6), checkAt(1)]
    const same = await verifyChecks(checks, modelText, DEFAULT_SOLVER, inspector)
    expect(same.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])

    const changed = modelText.replace('barrier: 0.39 eV', 'barrier: 0.40 eV')
    const [first] = await verifyChecks(checks, changed, DEFAULT_SOLVER, inspector)
    expect(first?.verdict).toBe('failed')
    expect(first?.worst?.deviation).toBeGreaterThan(0.1)
  })

  it('fails with a reason where there is nothing to compare', async () => {
    const check = { ...checkAt(6), at: { pCO: 0.3, pNO: 0.2 } }
    const results = await verifyChecks(
      [check, { ...checkAt(1), expect: { 'tof(NO)': 1 } }],
      modelText,
      DEFAULT_SOLVER,
      inspector,
    )
    expect(results).toMatchObject([
      { verdict: 'failed', problem: expect.stringContaining('pNO') as string },
      { verdict: 'failed', problem: expect.stringContaining('tof(NO)') as string },
    ])
  })
})

describe('the file of checks', () => {
  it('gives back what was kept, to the last digit, and lies beside session or model', () => {
    const path = checksPath(join(folder, 'map.isobar'), plan.mechanism.name)
    expect(path).toBe(join(folder, 'CO-oxidation-on-Pt-100.checks.yaml'))
    expect(checksPathOfModel(join(folder, 'mine.yaml'), plan.mechanism.name)).toBe(path)
    expect(readChecks(path)).toEqual([])
    writeChecks(path, plan.mechanism.name, [checkAt(6)])
    expect(readChecks(path)).toEqual([checkAt(6)])
    const own = join(folder, 'mine.checks.yaml')
    writeChecks(own, plan.mechanism.name, [])
    expect(checksPathOfModel(join(folder, 'mine.yaml'), plan.mechanism.name)).toBe(own)
  })

  it.each([
    ['isobar-checks: [', 'not YAML'],
    ['isobar-checks: 2\nchecks: []', 'version'],
    ['isobar-checks: 1\nchecks: 5', 'not a list'],
    ['isobar-checks: 1\nchecks:\n  - { id: a, at: { T: hot } }', 'checks[0]'],
  ])('that is damaged is refused by name: %s', (text, words) => {
    const path = join(folder, 'a.checks.yaml')
    writeFileSync(path, text)
    expect(() => readChecks(path)).toThrow(expect.objectContaining({ code: 'input/invalid' }))
    expect(() => readChecks(path)).toThrow(words)
  })
})
