import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { follow, orItsEnd } from '../support/child.js'
import { homeEnvironment, repository } from '../support/hosts.js'

let home: string
let child: ChildProcess | undefined

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-start-'))
})
afterEach(async () => {
  // The group, so that nothing it started outlives a test that failed.
  if (child?.exitCode === null) process.kill(-child.pid!, 'SIGKILL')
  await rm(home, { recursive: true })
})

/** What the desktop would run to open an address; notes the address in a file. */
async function fakeOpener(): Promise<string> {
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(home, name), `#!/bin/sh\nprintf %s "$1" > '${home}/opened'\n`)
    await chmod(join(home, name), 0o755)
  }
  return home
}

async function startWith(env: NodeJS.ProcessEnv) {
  // A group of its own, as a terminal gives one, to which Ctrl-C goes.
  child = spawn(process.execPath, [join(repository, 'scripts/start.mjs'), '--browser'], {
    cwd: home,
    env: { ...homeEnvironment(home), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const started = follow(child)
  const firstLine = new Promise<string>(resolve => createInterface(child!.stdout!).once('line', resolve))
  return { ...started, url: await orItsEnd(firstLine, started) }
}

describe('npm start where Electron is not to be had', () => {
  it('says so in one sentence and opens the same interface in the browser', async () => {
    const { url, stderr } = await startWith({
      PATH: `${await fakeOpener()}${delimiter}${process.env['PATH']}`,
    })
    expect(stderr()).toMatch(/^Isobar opens in your browser instead of a window of its own, .*\.$/m)
    await expect.poll(() => readFile(join(home, 'opened'), 'utf8').catch(() => '')).toBe(url)
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  })

  it('prints the address where there is no browser either', async () => {
    const { url } = await startWith({ PATH: home })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  })

  it('ends with everything it started on Ctrl-C', async () => {
    const { url, ended } = await startWith({ PATH: home })
    process.kill(-child!.pid!, 'SIGINT')
    expect(await ended).toEqual({ code: 0, signal: null })
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })
})
