import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { netcdfPieces } from '../../../src/node/export/netcdf.js'
import { netcdfNames } from '../../../src/node/export/netcdf-names.js'
import { exportSession } from '../../../src/node/session/export.js'
import { outputsOf, STATUS } from '../../../src/shared/record.js'
import { hasModule, pythonJson } from './python.js'
import { type ReadDataset, readNetcdf, type ReadVariable } from './read-netcdf.js'
import { withHoles } from './with-holes.js'

const { source, plan, ledger, missing, failed } = withHoles()
const outputs = outputsOf(plan.mechanism)

type Table = Pick<ReadVariable, 'values' | 'dimensions'>
const SCIPY = `
import json, math, sys
from scipy.io import netcdf_file
f = netcdf_file(sys.argv[1], mmap=False)
flat = lambda v: [None if isinstance(a, float) and math.isnan(a) else a for a in v[:].ravel().tolist()]
print(json.dumps({n: {"dimensions": list(v.dimensions), "values": flat(v)} for n, v in f.variables.items()}))`
const XARRAY = `
import json, math, sys, xarray
d = xarray.open_dataset(sys.argv[1])
flat = lambda v: [None if isinstance(a, float) and math.isnan(a) else a for a in v.values.ravel().tolist()]
print(json.dumps({n: {"dimensions": list(v.dims), "values": flat(v)} for n, v in d.variables.items()}))`

/** Every reader this computer has; ours makes sure that there is one. */
const everyReader: { name: string; read: (path: string) => Record<string, Table> }[] = [
  { name: 'a reader of our own', read: path => readNetcdf(readFileSync(path)).variables },
  { name: 'scipy', read: path => pythonJson(SCIPY, path) as Record<string, Table> },
  { name: 'xarray', read: path => pythonJson(XARRAY, path) as Record<string, Table> },
]
const readers = everyReader.filter(({ name }) => name.includes(' ') || hasModule(name))

let folder: string
let path: string
let file: ReadDataset
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-netcdf-'))
  path = join(folder, 'map.nc')
  await exportSession(source, { format: 'nc' }, path)
  file = readNetcdf(readFileSync(path))
})
afterAll(() => rmSync(folder, { recursive: true }))

// Where many tests run at once, Python takes seconds to find its modules.
describe.each(readers)('a NetCDF file, read by $name', { timeout: 60_000 }, ({ read }) => {
  it('has both axes, and every output bit for bit, with nothing where nothing is known', () => {
    const tables = read(path)
    expect(tables['x']).toMatchObject({ dimensions: ['x'], values: plan.x.values })
    expect(tables['y']).toMatchObject({ dimensions: ['y'], values: plan.y.values })
    const names = netcdfNames(outputs, [])
    for (const [i, output] of outputs.entries()) {
      const { dimensions, values } = tables[names[i]!]!
      expect(dimensions).toEqual(['y', 'x'])
      const expected = [...ledger.valuesOf(output)].map(value => (Number.isNaN(value) ? null : value))
      // A failed point keeps the evidence it has.
      if (output.group === 'certificate') expected[failed] = values[failed]!
      expect(values).toEqual(expected)
    }
  })

  it('tells how each point ended', () => {
    const { values } = read(path)['status']!
    expect(values[missing]).toBe(STATUS.pending)
    expect(values[failed]).toBe(STATUS.notConverged)
    expect(values.filter(status => status === STATUS.certified)).toHaveLength(13)
  })
})

describe('a NetCDF file', () => {
  it('has 64-bit offsets, and a size for both dimensions', () => {
    expect([file.version, file.sizes]).toEqual([2, { y: 3, x: 5 }])
  })

  it('names outputs in ASCII, and says what they are and in which unit', () => {
    expect(Object.keys(file.variables).filter(name => !/^[A-Za-z]\w*$/.test(name))).toEqual([])
    expect(file.variables['coverage_A_star']!.attributes).toMatchObject({
      long_name: 'coverage of A*',
      units: '1',
      isobar_name: 'coverage(A*)',
      ancillary_variables: 'status',
      _FillValue: [Number.NaN],
    })
    expect(file.variables['tof_A']!.attributes).toMatchObject({ units: 's-1', isobar_name: 'tof(A)' })
  })

  it('explains its flags, one word per value', () => {
    const { flag_values: values, flag_meanings: meanings } = file.variables['status']!.attributes
    expect((meanings as string).split(' ')).toHaveLength((values as number[]).length)
    expect((meanings as string).split(' ')[(values as number[]).indexOf(STATUS.oscillates)]).toMatch(
      /^oscillates/,
    )
  })

  it('says where it comes from, in enough detail to compute it again', () => {
    const { attributes } = file
    expect(attributes).toMatchObject({
      Conventions: 'CF-1.11, ACDD-1.3',
      isobar_version: '0.1.0',
      isobar_plan_hash: 'ab'.repeat(32),
      isobar_model_text: plan.modelText,
      date_created: '2026-01-02T03:04:05.000Z',
    })
    expect(JSON.parse(attributes['isobar_solver'] as string)).toEqual(plan.solver)
    expect(JSON.parse(attributes['isobar_start'] as string)).toEqual({ 'A*': 0, '*': 1 })
    expect(attributes['history']).toContain('computed on desk with 3 workers')
  })

  it('never is in memory as a whole: pieces of a large map stay small', () => {
    const sizes = [...netcdfPieces(source)].map(({ length }) => length)
    expect(Math.max(...sizes)).toBeLessThan(20_000)
  })
})

describe('names for a NetCDF file', () => {
  const named = (...names: string[]): string[] =>
    netcdfNames(
      names.map(name => ({ name, unit: '1', group: 'rate', terms: [] })),
      ['x'],
    )

  it('stay apart where ASCII makes them equal', () => {
    expect(named('rate(CO → CO2)', 'rate(CO - CO2)', 'rate(CO CO2)')).toEqual([
      'rate_CO_CO2',
      'rate_CO_CO2_2',
      'rate_CO_CO2_3',
    ])
  })

  it('tell the free site from nothing, begin with a letter and are none of ours', () => {
    expect(named('coverage(*)', '1st', 'x')).toEqual(['coverage_star', 'v_1st', 'x_2'])
  })
})
