import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportSession } from '../../../src/node/session/export.js'
import { outputsOf } from '../../../src/shared/record.js'
import { hasModule, pythonJson } from './python.js'
import { withHoles } from './with-holes.js'

const docs = readFileSync(join(import.meta.dirname, '../../../docs/export.md'), 'utf8')
const scripts = [...docs.matchAll(/```python\n# (\w+)[^\n]*\n([^`]*)```/g)].map(([, module, code]) => ({
  module: module!,
  code: code!,
  format: module === 'xarray' ? ('nc' as const) : ('npz' as const),
}))
/** Those that can run here; their names say which. */
const runnable = scripts.filter(({ module }) => hasModule(module))

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-readers-'))))
afterAll(() => rmSync(folder, { recursive: true }))

it('docs/export.md has a reader of ten lines at most for xarray and for numpy', () => {
  expect(scripts.map(({ module }) => module)).toEqual(['xarray', 'numpy'])
  for (const { code } of scripts) expect(code.trim().split('\n').length).toBeLessThanOrEqual(10)
})

// Where many tests run at once, Python takes seconds to find its modules.
describe.each(runnable)(
  'the reader of docs/export.md for $module',
  { timeout: 60_000 },
  ({ code, format }) => {
    it('finds the largest value where we find it', async () => {
      const { source, plan, ledger } = withHoles()
      const path = join(folder, `map.${format}`)
      await exportSession(source, { format }, path)
      const values = ledger.valuesOf(outputsOf(plan.mechanism).find(({ name }) => name === 'tof(A)')!)
      const point = values.indexOf(Math.max(...values.filter(value => !Number.isNaN(value))))
      expect(pythonJson(code, path, 'tof(A)')).toEqual({
        x: plan.x.values[point % 5],
        y: plan.y.values[Math.floor(point / 5)],
        value: values[point],
        unit: 's-1',
      })
    })
  },
)
