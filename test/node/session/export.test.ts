import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLedger } from '../../../src/core/ledger.js'
import { exportPieces, exportSession } from '../../../src/node/session/export.js'
import { columnsOf, evaluateOutput, outputsOf, STATUS } from '../../../src/shared/record.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { about } from '../export/about.js'
import { plausibleSlice } from './slices.js'

const plan = tinyPlan(5, 3)
const outputs = outputsOf(plan.mechanism)
const width = columnsOf(plan.mechanism).length

/** All points certified but the first two of the order, of which one failed and one is missing. */
function source() {
  const ledger = createLedger(plan)
  const slice = plausibleSlice(plan, 1, 15, 7)
  slice.status[0] = STATUS.notConverged
  slice.rows.fill(NaN, 0, width - 1)
  ledger.record(slice)
  return { plan, ledger, about }
}

const [missing, failed] = [...source().ledger.order]
const python = spawnSync('python3', ['--version']).status === 0
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-export-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('the CSV export', () => {
  it('has a header with units, and a line per point with x fastest, its status and every output', () => {
    const { ledger } = source()
    const text = [...exportPieces(source(), { format: 'csv' })].join('')
    const [head, ...lines] = text.trimEnd().split('\n')

    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(head!.slice(1).split(',')).toEqual([
      'pA [1]',
      'kr [1]',
      'status',
      ...outputs.map(({ name, unit }) => `${name} [${unit}]`),
    ])
    expect(lines).toHaveLength(15)
    for (const [point, line] of lines.entries()) {
      if (point === missing || point === failed) continue
      const fields = line.split(',')
      expect(fields.slice(0, 3)).toEqual([
        String(plan.x.values[point % 5]),
        String(plan.y.values[Math.floor(point / 5)]),
        'certified',
      ])
      const values = outputs.map(output =>
        evaluateOutput(output, ledger.rows, ledger.positionOf[point]! * width),
      )
      expect(fields.slice(3).map(Number)).toEqual(values)
    }
  })

  it('leaves the fields of missing and failed points empty, but for the evidence they have', () => {
    const lines = [...exportPieces(source(), { format: 'csv' })].join('').split('\n').slice(1)
    const empty = ','.repeat(outputs.length)

    expect(lines[missing!]!.split(',').slice(2).join(',')).toBe(`not computed${empty}`)
    expect(lines[failed!]).toMatch(new RegExp(`,not converged${empty}[\\d.]+$`))
  })

  it('quotes names and words that hold a comma or a quote', () => {
    const [step] = plan.mechanism.steps
    const named = { ...plan, mechanism: { ...plan.mechanism, steps: [{ ...step!, label: 'a "b", c' }] } }
    const text = [...exportPieces({ ...source(), plan: named }, { format: 'csv' })].join('')
    expect(text).toContain(',"rate(a ""b"", c) [s-1]",')
  })
})

describe('the JSON export', () => {
  it('has the plan, both axes, and outputs, status and certificates as rows of y by x', () => {
    const { ledger } = source()
    const text = [...exportPieces(source(), { format: 'json' })].join('')
    const json = JSON.parse(text) as {
      plan: unknown
      axes: unknown
      outputs: Record<string, { unit: string; values: (number | null)[][] }>
      status: string[][]
      certificates: Record<string, { unit: string; values: (number | null)[][] }>
    }

    expect(Object.keys(json)).toEqual(['plan', 'axes', 'outputs', 'status', 'certificates', 'provenance'])
    expect(json.plan).toEqual(JSON.parse(JSON.stringify(plan)))
    expect(json.axes).toEqual(
      [plan.x, plan.y].map(({ parameter, unit, scale, values }) => ({
        name: parameter,
        unit,
        scale,
        values,
      })),
    )
    expect([...Object.keys(json.outputs), ...Object.keys(json.certificates)]).toEqual(
      outputs.map(({ name }) => name),
    )
    expect(json.status.flat().filter(status => status === 'certified')).toHaveLength(13)
    for (const output of outputs) {
      const table = json.outputs[output.name] ?? json.certificates[output.name]
      expect(table!.unit).toBe(output.unit)
      expect(table!.values.map(row => row.length)).toEqual([5, 5, 5])
      const values = ledger.valuesOf(output)
      for (const [point, value] of table!.values.flat().entries())
        if (point !== failed) expect(value).toBe(Number.isNaN(values[point]) ? null : values[point])
    }
    expect(json.outputs['tof(A)']!.values.flat()[failed!]).toBeNull()
  })
})

describe('exportSession', () => {
  it('replaces a file only by a complete one, and tells its size', async () => {
    const path = join(folder, 'map.json')
    writeFileSync(path, 'old')

    const result = await exportSession(source(), { format: 'json' }, path)

    expect(result).toEqual({ path, bytes: readFileSync(path).length })
    expect(() => JSON.parse(readFileSync(path, 'utf8')) as unknown).not.toThrow()
    expect(readdirSync(folder)).toEqual(['map.json'])
  })

  it('leaves the old file and nothing else when writing fails', async () => {
    const path = join(folder, 'map.csv')
    writeFileSync(path, 'old')
    const broken = source()
    const failing = new Proxy(broken.ledger, {
      get: (ledger, name) => {
        if (name === 'rows') throw Object.assign(new Error('disk'), { code: 'ENOSPC' })
        return ledger[name as keyof typeof ledger]
      },
    })

    await expect(
      exportSession({ plan, ledger: failing, about }, { format: 'csv' }, path),
    ).rejects.toMatchObject({
      code: 'session/unwritable',
      data: { path, reason: 'the disk is full', freeBytes: expect.any(Number) as number },
    })
    expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['map.csv'], 'old'])
  })

  it.each([
    ['a folder that is not there', 'none/map.csv', 'there is no such folder'],
    ['a folder of that name', '.', 'there is a folder of this name'],
  ])('names the reason for %s', async (_, name, reason) => {
    await expect(exportSession(source(), { format: 'csv' }, join(folder, name))).rejects.toMatchObject({
      code: 'session/unwritable',
      data: { reason },
    })
  })

  it.runIf(python)('writes a CSV file that the csv module of Python reads as we do', async () => {
    const path = join(folder, 'map.csv')
    await exportSession(source(), { format: 'csv' }, path)
    const script =
      'import csv,sys,json;print(json.dumps(list(csv.DictReader(open(sys.argv[1],encoding="utf-8-sig")))))'
    const text = execFileSync('python3', ['-c', script, path], { encoding: 'utf8' })
    const rows = JSON.parse(text) as Record<string, string>[]
    const { ledger } = source()
    const tof = ledger.valuesOf(outputs[0]!)
    expect(rows.map(row => (row['tof(A) [s-1]'] === '' ? NaN : Number(row['tof(A) [s-1]'])))).toEqual([
      ...tof,
    ])
  })
})
