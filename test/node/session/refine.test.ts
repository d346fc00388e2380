import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ledgerOf } from '../../../src/node/desk/ledger-of.js'
import { newPositions, refineSession } from '../../../src/node/session/refine.js'
import { createSession, openSession } from '../../../src/node/session/session.js'
import { refinePlan } from '../../../src/shared/model/refine.js'
import type { CellArea } from '../../../src/shared/owner-contract.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { plausibleSlice } from './slices.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-refine-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const [coarse, fine] = ['coarse', 'fine'].map(name => () => join(folder, `${name}.isobar`)) as [
  () => string,
  () => string,
]

const NX = 9
const NY = 6
const plan = tinyPlan(NX, NY)

async function make(): Promise<void> {
  const session = createSession(coarse(), { plan, version: '1' })
  const failed = plausibleSlice(plan, 20, 30)
  failed.status[3] = 101
  await session.append([
    plausibleSlice(plan, 0, 20),
    { ...failed, reasons: [{ at: 23, reason: 'it oscillates' }] },
    plausibleSlice(plan, 15, 18, 99),
  ])
  session.addRun({ startedAt: 5, wallMs: 70, workers: 2, host: 'here' })
  session.close()
}

/** What a session says of the point (x, y). */
function pointsOf(path: string) {
  const session = openSession(path, 'no')
  const { ledger } = ledgerOf(session)
  const nx = session.plan.x.values.length
  session.close()
  return {
    session,
    at: (x: number, y: number) => {
      const position = ledger.positionOf[y * nx + x]!
      return {
        status: ledger.status[position],
        row: [...ledger.rows.subarray(position * ledger.width, (position + 1) * ledger.width)],
        reason: ledger.reasonOf(position),
        origin: ledger.originOf(position),
      }
    },
    counts: ledger.counts(),
  }
}

describe('refining a session', () => {
  it('keeps of every point value, failure and origin, in a session of its own plan', async () => {
    await make()
    await refineSession(coarse(), fine(), { version: '1' })
    const [before, after] = [pointsOf(coarse()), pointsOf(fine())]
    for (let y = 0; y < NY; y++)
      for (let x = 0; x < NX; x++) expect(after.at(2 * x, 2 * y)).toEqual(before.at(x, y))
    expect(after.counts).toEqual(before.counts)
    expect(after.session.planHash).not.toBe(before.session.planHash)
    expect(after.session.id).not.toBe(before.session.id)
    expect(after.session.wallMs).toBe(70)
  })

  it('keeps what lies in a rectangle, and nothing else', async () => {
    await make()
    const area: CellArea = { x0: 2, x1: 7, y0: 1, y1: 4 }
    await refineSession(coarse(), fine(), { version: '1', area })
    const [before, after] = [pointsOf(coarse()), pointsOf(fine())]
    let known = 0
    for (let y = area.y0; y <= area.y1; y++)
      for (let x = area.x0; x <= area.x1; x++) {
        expect(after.at(2 * (x - area.x0), 2 * (y - area.y0))).toEqual(before.at(x, y))
        if (before.at(x, y).status !== 0) known++
      }
    expect(known).toBeGreaterThan(5)
    expect(after.counts.solved + after.counts.failed).toBe(known)
  })

  it.each([
    [2, 2],
    [1, 7],
    [33, 1],
    [16, 17],
    [5, 100],
  ])('finds the points of a %d × %d map where they were in the order', (nx, ny) => {
    const old = tinyPlan(nx, ny)
    expect([...newPositions(old, refinePlan(old))]).toEqual(Array.from({ length: nx * ny }, (_, k) => k))
  })
})
