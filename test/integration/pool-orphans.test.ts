import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { bundleScript } from './bundle-script.js'

/** An orphan may live on for this long. */
const GRACE_MS = 5_000
let folder: string
let script: string
let owner: ChildProcess | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-orphans-'))
  script = await bundleScript(join(import.meta.dirname, 'pool-owner.ts'), folder)
})
afterAll(() => {
  owner?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

it('the workers of a killed owner end within five seconds, also deep in a computation', async () => {
  const worker = join(dirname(await builtCli()), 'worker.js')
  owner = fork(script, [worker], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [pids] = (await once(owner, 'message')) as [number[]]
  expect(pids.map(isAlive)).toEqual([true, true])

  owner.kill('SIGKILL')
  const killedAt = performance.now()
  while (pids.some(isAlive) && performance.now() - killedAt < 2 * GRACE_MS) await wait(20)
  expect(pids.filter(isAlive)).toEqual([])
  expect(performance.now() - killedAt).toBeLessThan(GRACE_MS)
})
