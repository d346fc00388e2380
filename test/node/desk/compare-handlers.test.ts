import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareHandlers } from '../../../src/node/desk/compare-handlers.js'
import { createJob } from '../../../src/node/desk/job.js'
import { createSession } from '../../../src/node/session/session.js'
import { isCode } from '../../../src/shared/errors.js'
import { plausibleSlice } from '../session/slices.js'
import { fakeFarm } from './fake-fork.js'
import { memorySession } from './memory-session.js'
import { tinyPlan } from './tiny-plan.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-compare-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A desk with a map of 6 × 5 points, the last ten of the point order still missing. */
function scene() {
  const plan = tinyPlan(6, 5)
  const session = memorySession(plan, [plausibleSlice(plan, 0, 20)])
  const job = createJob({ session, fork: fakeFarm(() => 1).fork, workers: 1 })
  return { job, handlers: compareHandlers(() => job, folder) }
}

async function otherFile(name: string): Promise<string> {
  const path = join(folder, name)
  const plan = tinyPlan(4, 3)
  const session = createSession(path, { plan, version: '0.1.0' })
  await session.append([plausibleSlice(plan, 0, 12, 99)])
  session.close()
  return path
}

const refusedField = async (call: () => unknown): Promise<string | undefined> => {
  try {
    await call()
  } catch (thrown) {
    if (isCode(thrown, 'input/invalid')) return thrown.data.field
    throw thrown
  }
  return undefined
}

describe('values for comparison', () => {
  it('are those of the map, whole, thinned and along two lines', async () => {
    const { handlers } = scene()
    const whole = await handlers.values({ output: 'coverage(A*)' })
    expect([whole.nx, whole.ny, whole.status.filter(status => status === 0).length]).toEqual([6, 5, 10])

    const thinned = await handlers.thinned({ output: 'coverage(A*)', most: 3 })
    expect([thinned.nx, thinned.ny]).toEqual([3, 3])
    const kept = [0, 2, 4].flatMap(j => [1, 3, 5].map(i => 6 * j + i))
    expect(Array.from(thinned.values)).toEqual(kept.map(point => whole.values[point]))
    expect(Array.from(thinned.status)).toEqual(kept.map(point => whole.status[point]))

    const [cut] = await handlers.cuts({ point: 6 * 2 + 4, outputs: ['coverage(A*)'] })
    expect(Array.from(cut!.alongX)).toEqual(Array.from(whole.values.subarray(12, 18)))
    expect(Array.from(cut!.alongY)).toEqual([4, 10, 16, 22, 28].map(point => whole.values[point]))
  })

  it('come from a second file as well, which may be on another grid and stays untouched', async () => {
    const { handlers } = scene()
    await otherFile('other.isobar')
    expect(await handlers.openOther({ path: 'other.isobar' })).toMatchObject({
      points: 12,
      solved: 12,
      problems: [],
      x: { parameter: 'pA', values: [1, 2, 3, 4] },
    })
    const values = await handlers.otherValues({ output: 'tof(A)' })
    expect([values.nx, values.ny, values.status.every(status => status === 1)]).toEqual([4, 3, true])

    await handlers.closeOther({})
    expect(await refusedField(() => handlers.otherValues({ output: 'tof(A)' }))).toBe('session')
  })

  it('keep the second session that was open when another cannot be read', async () => {
    const { handlers } = scene()
    await handlers.openOther({ path: await otherFile('other.isobar') })
    writeFileSync(join(folder, 'note.txt'), 'not a session')
    const opening = async (): Promise<unknown> => handlers.openOther({ path: 'note.txt' })
    await expect(opening()).rejects.toMatchObject({ code: 'session/unreadable' })
    expect((await handlers.otherValues({ output: 'tof(A)' })).nx).toBe(4)
  })

  it.each([
    ['output', 'values', { output: 'tof(B)' }],
    ['output', 'values', {}],
    ['most', 'thinned', { output: 'tof(A)', most: 0 }],
    ['most', 'thinned', { output: 'tof(A)', most: 1e9 }],
    ['point', 'cuts', { point: 30, outputs: [] }],
    ['outputs', 'cuts', { point: 0, outputs: 'tof(A)' }],
    ['outputs[0]', 'cuts', { point: 0, outputs: [7] }],
    ['path', 'openOther', { path: '' }],
    ['argument', 'openOther', null],
  ] as const)('are refused naming %s when asked for by %s with %o', async (field, method, argument) => {
    const { handlers } = scene()
    expect(await refusedField(() => handlers[method](argument))).toBe(field)
  })
})
