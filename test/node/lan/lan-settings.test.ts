import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadLanSettings, type LanSettings, saveLanSettings } from '../../../src/node/lan/lan-settings.js'
import { closeAll, temporaryFolder } from './support/installation.js'

const chosen: LanSettings = {
  sharing: { enabled: true, cores: 3, onlyWhenIdle: true, notOnBattery: false, paused: true },
  use: ['b'.repeat(64)],
}

afterEach(closeAll)

describe('what was chosen about other computers', () => {
  it('is found again as it was kept, in a file for its owner only', () => {
    const folder = temporaryFolder()
    saveLanSettings(folder, chosen)
    expect(loadLanSettings(folder, 8)).toEqual(chosen)
    if (process.platform !== 'win32') expect(statSync(join(folder, 'lan.json')).mode & 0o777).toBe(0o600)
  })

  it('is nothing shared and nobody used at first, and one core kept for people', () => {
    const folder = temporaryFolder()
    const { sharing, use } = loadLanSettings(folder, 8)
    expect([sharing.enabled, sharing.cores, use]).toEqual([false, 7, []])
    expect(loadLanSettings(folder, 1).sharing.cores).toBe(1)
  })

  it.each([
    ['is no JSON', '{"sharing":'],
    ['is empty', ''],
    ['lacks a choice', JSON.stringify({ sharing: { ...chosen.sharing, paused: undefined }, use: [] })],
    ['has another type', JSON.stringify({ ...chosen, use: [7] })],
    [
      'shares an absurd number of cores',
      JSON.stringify({ ...chosen, sharing: { ...chosen.sharing, cores: 1e9 } }),
    ],
  ])('is made again when the file %s', (_, text) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lan.json'), text)
    expect(loadLanSettings(folder, 8).sharing.enabled).toBe(false)
  })

  it.each([
    [2, 2],
    [1, 1],
  ])(
    'lends no more than the cores of a computer with %i, where the file comes from a larger one',
    (cores, lent) => {
      const folder = temporaryFolder()
      saveLanSettings(folder, chosen)
      expect(loadLanSettings(folder, cores)).toEqual({
        ...chosen,
        sharing: { ...chosen.sharing, cores: lent },
      })
    },
  )

  it('lends at least one core, whatever the file says', () => {
    const folder = temporaryFolder()
    saveLanSettings(folder, { ...chosen, sharing: { ...chosen.sharing, cores: 0 } })
    expect(loadLanSettings(folder, 8).sharing.cores).toBe(1)
  })
})
