import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isobar, scratch, valuesOf } from './cli-harness.js'

const { folder, remove } = scratch()
const run = (...args: string[]) => isobar(args, folder)
const axes = ['--x', 'pCO=lin:0.05:0.5:4', '--y', 'pO2=lin:0.05:0.5:4']

beforeAll(async () => {
  const { code } = await run('run', 'co-oxidation-pt100', ...axes, '--session', 'map.isobar', '--quiet')
  expect(code).toBe(0)
})
afterAll(remove)

describe('isobar resume --rerun', () => {
  it('computes a rectangle again with the same numbers, and keeps solved points when it fails', async () => {
    const before = await valuesOf('map.isobar', folder)
    const again = await run('resume', 'map.isobar', '--rerun', '0.2:0.5,0.2:0.35')
    expect(again.stderr).toContain('re-run: 6 of 6 points have new results')
    expect(await valuesOf('map.isobar', folder)).toBe(before)

    const failing = await run('resume', 'map.isobar', '--rerun', 'all', '--max-steps', '10')
    expect(failing.stderr).toContain('16 failed and keep their former results')
    expect(failing.code).toBe(0)
    expect(await valuesOf('map.isobar', folder)).toBe(before)
  })

  it('has nothing to do where nothing failed, and names what is wrong', async () => {
    expect((await run('resume', 'map.isobar', '--rerun', 'failed')).code).toBe(0)
    const outside = await run('resume', 'map.isobar', '--rerun', '7:8,0:1')
    expect([outside.code, outside.stderr]).toEqual([2, expect.stringContaining('no value of pCO')])
  })
})

describe('isobar check', () => {
  it('verifies the points that are kept beside a session or a model', async () => {
    const checks = (tof: number): string =>
      [
        'isobar-checks: 1',
        'checks:',
        '  - id: best',
        '    at: { pCO: 0.1111189, pO2: 0.3888911 }',
        '    start: empty',
        `    expect: { tof(CO2): ${tof} }`,
        '    tolerance: 1e-6',
        '    kept: 2026-01-01',
        '',
      ].join('\n')
    writeFileSync(join(folder, 'CO-oxidation-on-Pt-100.checks.yaml'), checks(7_772_746.92))
    const good = await run('check', 'map.isobar')
    expect([good.code, good.stderr]).toEqual([0, expect.stringContaining('1 of 1 checks passed')])

    const model = readFileSync(
      new URL('../../resources/models/co-oxidation-pt100.yaml', import.meta.url),
      'utf8',
    )
    writeFileSync(join(folder, 'mine.yaml'), model.replace('barrier: 0.07 eV', 'barrier: 0.08 eV'))
    const bad = await run('check', 'mine.yaml', '--json')
    expect(bad.code).toBe(1)
    expect(JSON.parse(bad.stdout)).toMatchObject({ ok: false, results: [{ id: 'best', verdict: 'failed' }] })
  })
})
