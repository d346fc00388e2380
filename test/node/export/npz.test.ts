import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportSession } from '../../../src/node/session/export.js'
import { npzPieces } from '../../../src/node/export/npz.js'
import { outputsOf, STATUS } from '../../../src/shared/record.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { hasModule, pythonJson } from './python.js'
import { withHoles } from './with-holes.js'

interface ReadArray {
  readonly shape: number[]
  /** NaN is null; a text is the one value. */
  readonly values: (number | string | null)[]
}

const NUMPY = `
import json, math, sys, numpy
d = numpy.load(sys.argv[1])
flat = lambda a: [None if isinstance(v, float) and math.isnan(v) else v for v in a.ravel().tolist()]
print(json.dumps({n: {"shape": list(d[n].shape), "values": flat(d[n])} for n in d.files}))`

function readNpz(path: string): Record<string, ReadArray> {
  const files = Object.entries(unzipSync(readFileSync(path)))
  return Object.fromEntries(files.map(([name, bytes]) => [name.replace(/\.npy$/, ''), readNpy(bytes)]))
}

function readNpy(bytes: Uint8Array): ReadArray {
  const length = 10 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true)
  const head = Buffer.from(bytes.subarray(10, length)).toString('latin1')
  const [, type, sizes] = /'descr': '([^']+)'.*'shape': \(([^)]*)\)/.exec(head)!
  const shape = sizes!
    .split(',')
    .filter(size => size.trim() !== '')
    .map(Number)
  const body = bytes.slice(length)
  if (type === '|u1') return { shape, values: [...body] }
  if (type!.startsWith('<U'))
    return { shape, values: [String.fromCodePoint(...new Uint32Array(body.buffer))] }
  return { shape, values: [...new Float64Array(body.buffer)].map(v => (Number.isNaN(v) ? null : v)) }
}

const everyReader: { name: string; read: (path: string) => Record<string, ReadArray> }[] = [
  { name: 'a reader of our own', read: readNpz },
  { name: 'numpy', read: path => pythonJson(NUMPY, path) as Record<string, ReadArray> },
]
const readers = everyReader.filter(({ name }) => name.includes(' ') || hasModule(name))

const { source, plan, ledger, missing, failed } = withHoles()
let folder: string
let path: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-npz-'))
  path = join(folder, 'map.npz')
  await exportSession(source, { format: 'npz' }, path)
})
afterAll(() => rmSync(folder, { recursive: true }))

// Where many tests run at once, Python takes seconds to find its modules.
describe.each(readers)('an NPZ file, read by $name', { timeout: 60_000 }, ({ read }) => {
  it('has axes, status and every output under its own name, without pickle', () => {
    const arrays = read(path)
    expect(arrays['x']).toEqual({ shape: [5], values: plan.x.values })
    expect(arrays['y']).toEqual({ shape: [3], values: plan.y.values })
    expect(arrays['status']!.values[failed]).toBe(STATUS.notConverged)
    expect(arrays['status']!.values[missing]).toBe(STATUS.pending)
    for (const output of outputsOf(plan.mechanism)) {
      const { shape, values } = arrays[output.name]!
      expect(shape).toEqual([3, 5])
      const expected = [...ledger.valuesOf(output)].map(value => (Number.isNaN(value) ? null : value))
      if (output.group === 'certificate') expected[failed] = values[failed] as number
      expect(values).toEqual(expected)
    }
  })

  it('carries units and provenance as one text of JSON', () => {
    const { shape, values } = read(path)['meta']!
    expect(shape).toEqual([])
    expect(JSON.parse(values[0] as string)).toMatchObject({
      model: 'tiny',
      units: { 'tof(A)': 's-1' },
      provenance: { version: '0.1.0', planHash: 'ab'.repeat(32) },
    })
  })
})

it('a map too large for the format is refused before anything is written', () => {
  const large = { ...source, plan: tinyPlan(10_000, 10_000) }
  expect(() => npzPieces(large).next()).toThrow(expect.objectContaining({ code: 'input/invalid' }))
})
