import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchElectron } from '../../scripts/fetch-electron.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isobar-fetch-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Stands in for `electron/install.js`; `here` is its folder. */
const installer = (code: string): Promise<void> =>
  writeFile(join(folder, 'install.js'), `const here = __dirname; const fs = require('fs'); ${code}`)

describe('fetchElectron', () => {
  it('has nothing to say when the binary came', async () => {
    await installer(`fs.writeFileSync(here + '/path.txt', 'electron')`)
    expect(await fetchElectron(folder)).toBeUndefined()
  })

  it('passes on the reason of the installer, in one line', async () => {
    await installer(
      `console.error('RequestError: getaddrinfo ENOTFOUND host\\n    at deep (stack.js:1)'); process.exit(1)`,
    )
    expect(await fetchElectron(folder)).toBe('RequestError: getaddrinfo ENOTFOUND host')
  })

  it('says so when the package is not there', async () => {
    expect(await fetchElectron(folder)).toContain('not installed')
  })

  it('gives up a download of which nothing more arrives, and cleans up after it', async () => {
    await installer(`fs.writeFileSync(here + '/seen', require('os').tmpdir()); setInterval(() => {}, 1e6)`)
    expect(await fetchElectron(folder, 200)).toBe('nothing arrives')
    expect(existsSync(await readFile(join(folder, 'seen'), 'utf8'))).toBe(false)
  })

  it('waits for a slow one as long as it grows', async () => {
    await installer(`
      const part = require('os').tmpdir() + '/part'
      let n = 0
      setInterval(() => { fs.appendFileSync(part, 'x'); if (++n === 12) process.exit(0) }, 150)`)
    expect(await fetchElectron(folder, 1000)).toBeUndefined()
  })
})
