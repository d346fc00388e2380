import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLedger } from '../../../src/core/ledger.js'
import { createSession } from '../../../src/node/session/session.js'
import { columnsOf } from '../../../src/shared/record.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { plausibleSlice } from './slices.js'

const python = spawnSync('python3', ['--version']).status === 0
const docs = readFileSync(join(import.meta.dirname, '../../../docs/sessions.md'), 'utf8')

it.runIf(python)('the Python reader of docs/sessions.md reads what is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isobar-python-'))
  const plan = tinyPlan(7, 5)
  const slices = [plausibleSlice(plan, 0, 10), plausibleSlice(plan, 12, 30), plausibleSlice(plan, 4, 13)]
  const session = createSession(join(folder, 'map.isobar'), { plan, version: '1' })
  await session.append(slices)
  session.close()
  const script = /```python\n([^`]*)```/.exec(docs)![1]!
  const output = execFileSync('python3', ['-c', script, session.path], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })

  const ledger = createLedger(plan)
  for (const slice of slices) ledger.record(slice)
  const names = columnsOf(plan.mechanism).map(({ name }) => name)
  const points = JSON.parse(output) as [number, number, Record<string, number>][]
  expect(points).toHaveLength(30)
  for (const [x, y, values] of points) {
    const point = plan.y.values.indexOf(y) * 7 + plan.x.values.indexOf(x)
    const start = ledger.positionOf[point]! * ledger.width
    expect(names.map(name => values[name])).toEqual([...ledger.rows.subarray(start, start + ledger.width)])
  }
})
