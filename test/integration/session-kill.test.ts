import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSession } from '../../src/node/session/session.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'
import { lcg, plausibleSlice } from '../node/session/slices.js'
import { bundleScript } from './bundle-script.js'

const KILLS = 12
const plan = tinyPlan(1000, 1000)
let folder: string
let script: string
let writer: ChildProcess | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-kill-'))
  script = await bundleScript(join(import.meta.dirname, 'session-writer.ts'), folder)
})
afterAll(() => {
  writer?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Starts the writer and resolves once it has told of `reports` more slices, with the last one. */
async function write(path: string, mode: 'create' | 'resume', reports: number): Promise<number> {
  const child = (writer = fork(script, [path, mode], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }))
  let saved = 0
  for (let report = 0; report < reports; report++) [saved] = (await once(child, 'message')) as [number]
  return saved
}

async function kill(): Promise<void> {
  const ended = once(writer!, 'exit')
  writer!.kill('SIGKILL')
  await ended
}

it('a killed owner loses nothing it told of, and the next one writes at once', async () => {
  const path = join(folder, 'map.isobar')
  const random = lcg(5)
  for (let round = 0; round < KILLS; round++) {
    const saved = await write(path, round === 0 ? 'create' : 'resume', 1 + Math.floor(random() * 40))
    expect(() => openSession(path, 'required')).toThrow(expect.objectContaining({ code: 'session/locked' }))
    await kill()

    const session = openSession(path, 'required')
    expect(session.problems).toEqual([])
    let end = 0
    for (const slice of session.slices()) {
      expect(slice).toEqual(plausibleSlice(plan, end, slice.to))
      end = slice.to
    }
    expect(end).toBeGreaterThanOrEqual(saved)
    session.close()
    expect(readdirSync(folder).filter(name => name.startsWith('map'))).toEqual(['map.isobar'])
  }
})

it('a session is read while another process writes it, and after that was killed', async () => {
  const path = join(folder, 'read.isobar')
  const saved = await write(path, 'create', 20)

  const reader = openSession(path)
  expect(reader.readOnly).toBe(true)
  expect(reader.problems.join()).toContain(`process ${writer!.pid}`)
  expect([...reader.slices()].at(-1)!.to).toBeGreaterThanOrEqual(saved)
  await kill()
  expect([...reader.slices()].at(-1)!.to).toBeGreaterThanOrEqual(saved)
  reader.close()
})
