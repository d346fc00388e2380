import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deleteSession, moveSession } from '../../../src/node/session/move.js'
import { createSession, openSession } from '../../../src/node/session/session.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { plausibleSlice } from './slices.js'

const plan = tinyPlan(5, 5)
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-move-'))))
afterEach(() => rmSync(folder, { recursive: true }))

async function make(): Promise<{ path: string; session: ReturnType<typeof createSession> }> {
  const path = join(folder, 'a.isobar')
  const session = createSession(path, { plan, version: '1' })
  await session.append([plausibleSlice(plan, 0, 12)])
  return { path, session }
}

describe('a session file', () => {
  it('gets another name with all that is in it, and leaves nothing behind', async () => {
    const { path, session } = await make()
    session.close()
    moveSession(path, join(folder, 'b.isobar'))
    expect(readdirSync(folder)).toEqual(['b.isobar'])
    const moved = openSession(join(folder, 'b.isobar'), 'no')
    expect([...moved.slices()]).toHaveLength(1)
    moved.close()
  })

  it('is deleted with all that lies beside it', async () => {
    const { path, session } = await make()
    session.close()
    deleteSession(path)
    expect(readdirSync(folder)).toEqual([])
  })

  it('stays where it is while somebody writes it', async () => {
    const { path, session } = await make()
    const refusal = expect.objectContaining({ code: 'session/locked' })
    expect(() => deleteSession(path)).toThrow(refusal)
    expect(() => moveSession(path, join(folder, 'b.isobar'))).toThrow(refusal)
    expect(existsSync(path)).toBe(true)
    session.close()
  })
})
