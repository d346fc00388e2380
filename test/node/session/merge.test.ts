import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLedger } from '../../../src/core/ledger.js'
import type { StoredSlice } from '../../../src/core/ports.js'
import { mergeSessions } from '../../../src/node/session/merge.js'
import { createSession, openSession } from '../../../src/node/session/session.js'
import { STATUS } from '../../../src/shared/record.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { plausibleSlice } from './slices.js'

const plan = tinyPlan(10, 8)
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-merge-'))))
afterEach(() => rmSync(folder, { recursive: true }))

async function write(name: string, slices: readonly StoredSlice[], of = plan): Promise<string> {
  const session = createSession(join(folder, name), { plan: of, version: '1' })
  await session.append(slices)
  session.addRun({ startedAt: slices.length, wallMs: 10, workers: 1, host: name })
  session.close()
  return session.path
}

/** The values of the plan, whoever computes them; a failed slice has none. */
const whole = plausibleSlice(plan, 0, 80)
function computed(from: number, to: number, failed = false): StoredSlice {
  const width = whole.rows.length / 80
  return {
    ...whole,
    from,
    to,
    status: new Uint8Array(to - from).fill(failed ? STATUS.brokeWorkers : STATUS.certified),
    rows: failed
      ? new Float64Array((to - from) * width).fill(NaN)
      : whole.rows.slice(from * width, to * width),
    reasons: failed ? [{ at: from, reason: 'crash' }] : [],
  }
}

describe('merging sessions', () => {
  it('gives every point that any of them knows, bit for bit', async () => {
    const paths = [
      await write('a.isobar', [computed(0, 30), computed(50, 60)]),
      await write('b.isobar', [computed(20, 55), computed(70, 80)]),
    ]
    const target = join(folder, 'all.isobar')
    await mergeSessions(paths, target, '2')

    const merged = openSession(target, 'required')
    const ledger = createLedger(plan)
    for (const slice of merged.slices()) ledger.record(slice)
    const complete = createLedger(plan)
    complete.record(whole)
    expect(ledger.missing()).toEqual([{ from: 60, to: 70 }])
    complete.clear({ from: 60, to: 70 })
    expect(Buffer.from(ledger.rows.buffer).equals(Buffer.from(complete.rows.buffer))).toBe(true)
    expect(merged).toMatchObject({ wallMs: 20, version: '2', problems: [] })
    merged.close()
    expect(readdirSync(folder)).toEqual(['a.isobar', 'all.isobar', 'b.isobar'])
  })

  it('prefers a solved point to a failed one, whichever comes first', async () => {
    const paths = [
      await write('a.isobar', [computed(0, 10, true), computed(10, 40)]),
      await write('b.isobar', [computed(0, 12), computed(12, 20, true), computed(40, 44, true)]),
    ]
    for (const order of [paths, paths.toReversed()]) {
      const target = join(folder, 'all.isobar')
      await mergeSessions(order, target, '2')
      const merged = openSession(target, 'no')
      const ledger = createLedger(plan)
      for (const slice of merged.slices()) ledger.record(slice)
      merged.close()
      expect(ledger.counts()).toEqual({ solved: 40, certified: 40, failed: 4 })
      expect([ledger.reasonOf(40), ledger.reasonOf(0)]).toEqual(['crash', undefined])
    }
  })

  it('does not bring back what was taken back', async () => {
    const lie = computed(0, 10)
    const liar = { ...lie, rows: lie.rows.map(value => 2 * value) }
    const back = { ...lie, status: new Uint8Array(10), rows: lie.rows.map(() => NaN) }
    const paths = [await write('a.isobar', [liar, back, computed(4, 10)]), await write('b.isobar', [])]
    const target = join(folder, 'all.isobar')
    await mergeSessions(paths, target, '2')
    const merged = openSession(target, 'no')
    const ledger = createLedger(plan)
    for (const slice of merged.slices()) ledger.record(slice)
    merged.close()
    expect(ledger.missing()).toEqual([
      { from: 0, to: 4 },
      { from: 10, to: 80 },
    ])
    const width = whole.rows.length / 80
    expect(ledger.rows.slice(4 * width, 10 * width)).toEqual(whole.rows.slice(4 * width, 10 * width))
  })

  it('refuses sessions of different plans', async () => {
    const paths = [await write('a.isobar', [computed(0, 10)]), await write('b.isobar', [], tinyPlan(8, 10))]
    await expect(mergeSessions(paths, join(folder, 'all.isobar'), '2')).rejects.toMatchObject({
      code: 'input/invalid',
      data: { value: paths[1] },
    })
    expect(readdirSync(folder)).toEqual(['a.isobar', 'b.isobar'])
  })
})
