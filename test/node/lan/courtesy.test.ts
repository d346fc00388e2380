import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { allowedLanes, type CourtesyFacts } from '../../../src/node/lan/courtesy.js'
import { cpuSensor, linuxOnBattery } from '../../../src/node/lan/courtesy-sensors.js'
import { watchCourtesy } from '../../../src/node/lan/courtesy-watch.js'
import { divideLanes } from '../../../src/node/lan/helper-shares.js'
import { type SharingSettings } from '../../../src/shared/lan-contract.js'
import { handClock } from '../desk/hand-clock.js'

const open: SharingSettings = {
  enabled: true,
  cores: 8,
  onlyWhenIdle: false,
  notOnBattery: false,
  paused: false,
}
const polite: SharingSettings = { ...open, onlyWhenIdle: true, notOnBattery: true }
const quiet: CourtesyFacts = { cores: 8, busyOthers: 0, onBattery: false, userIdleMs: 1e9 }
const unknown: CourtesyFacts = {
  cores: 8,
  busyOthers: undefined,
  onBattery: undefined,
  userIdleMs: undefined,
}

describe('what a computer lends', () => {
  it.each<[string, SharingSettings, CourtesyFacts, number, string | undefined]>([
    ['all of an open one', open, quiet, 8, undefined],
    ['all of a polite one that nobody uses', polite, quiet, 8, undefined],
    ['all of one that can tell nothing', polite, unknown, 8, undefined],
    ['what its owner says', { ...open, cores: 3 }, quiet, 3, 'its owner lends 3 of 8 cores'],
    ['no more than it has', { ...open, cores: 99 }, quiet, 8, undefined],
    ['nothing when it is not shared', { ...open, enabled: false }, quiet, 0, 'not shared'],
    ['nothing when it is paused', { ...open, paused: true }, quiet, 0, 'paused by its owner'],
    ['nothing on battery', polite, { ...quiet, onBattery: true }, 0, 'on battery'],
    ['nothing while somebody types', polite, { ...quiet, userIdleMs: 500 }, 0, 'in use'],
    ['nothing while others compute', polite, { ...quiet, busyOthers: 2 }, 0, 'in use'],
    ['all while others do next to nothing', polite, { ...quiet, busyOthers: 0.4 }, 8, undefined],
    [
      'all the same, if its owner does not mind',
      open,
      { ...quiet, busyOthers: 5, onBattery: true, userIdleMs: 1 },
      8,
      undefined,
    ],
  ])('%s', (_, settings, facts, lanes, reason) => {
    expect(allowedLanes(settings, facts)).toEqual({ lanes, reason })
  })
})

describe('the watch over a lent computer', () => {
  function watch(settings = polite) {
    const clock = handClock()
    const facts = { busyOthers: 0, onBattery: false, userIdleMs: 1e9 }
    const watched = watchCourtesy(clock, settings, {
      cores: 8,
      busyOthers: () => facts.busyOthers,
      onBattery: () => facts.onBattery,
      userIdleMs: () => facts.userIdleMs,
    })
    let changes = 0
    watched.onChange(() => changes++)
    return { clock, facts, watched, changes: () => changes, lanes: () => watched.allowance().lanes }
  }

  it('takes the cores back at the next look, and gives them again after ten quiet seconds', async () => {
    const { clock, facts, lanes, changes } = watch()
    facts.userIdleMs = 0
    await clock.advance(2_000)
    expect(lanes()).toBe(0)
    facts.userIdleMs = 1e9
    await clock.advance(8_000)
    expect(lanes()).toBe(0)
    await clock.advance(2_000)
    expect([lanes(), changes()]).toEqual([8, 2])
  })

  it('does not mind a single peak of the processor', async () => {
    const { clock, facts, lanes, changes } = watch()
    await clock.advance(4_000)
    facts.busyOthers = 7
    await clock.advance(2_000)
    facts.busyOthers = 0
    await clock.advance(10_000)
    expect([lanes(), changes()]).toEqual([8, 0])
  })

  it('does not flap with a load that comes and goes', async () => {
    const { clock, facts, changes } = watch()
    for (let k = 0; k < 50; k++) {
      facts.busyOthers = k % 4 < 2 ? 7 : 0
      await clock.advance(2_000)
    }
    expect(changes()).toBe(1)
  })

  it('heeds its owner at once, both ways', async () => {
    const { watched, lanes } = watch()
    watched.set({ ...polite, paused: true })
    expect(lanes()).toBe(0)
    watched.set(polite)
    expect(lanes()).toBe(8)
  })

  it('is over when it is closed', async () => {
    const { clock, facts, watched, changes } = watch()
    watched.close()
    facts.onBattery = true
    await clock.advance(60_000)
    expect(changes()).toBe(0)
  })
})

describe('the load of others', () => {
  /** Two cores that were `busy` for others, and `nice` for workers, for so many of 1000 ms since before. */
  const measured = (busy: number, nice: number, booksNice: boolean, ours = 0): number | undefined => {
    let past = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 }
    const sense = cpuSensor(
      () => ours,
      () => [past, past],
      booksNice,
    )
    expect(sense()).toBe(undefined)
    past = { user: busy / 2, nice, sys: busy / 2, idle: 1000 - busy - nice, irq: 0 }
    return sense()
  }

  it('is what is not idle and not at low priority', () => {
    expect(measured(250, 750, true)).toBeCloseTo(0.5)
  })

  it('is what our workers leave, where low priority is not booked apart', () => {
    expect(measured(1000, 0, false, 1.5)).toBeCloseTo(0.5)
    expect(measured(500, 0, false, 2)).toBe(0)
  })
})

describe('the battery, as Linux tells it', () => {
  const folders: string[] = []
  afterEach(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true })))

  function supplies(all: Record<string, Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'isobar-power-'))
    folders.push(folder)
    for (const [name, files] of Object.entries(all)) {
      mkdirSync(join(folder, name))
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`)
    }
    return folder
  }
  const battery = (status: string) => ({ type: 'Battery', status })

  it.each<[string, Record<string, Record<string, string>>, boolean | undefined]>([
    ['is not known where nothing is listed', {}, undefined],
    ['is not there in a desktop', { AC: { type: 'Mains', online: '1' } }, false],
    ['is not used on mains', { AC: { type: 'Mains', online: '1' }, BAT0: battery('Discharging') }, false],
    ['is used off mains', { AC: { type: 'Mains', online: '0' }, BAT0: battery('Discharging') }, true],
    ['is not used when full', { BAT0: battery('Full') }, false],
    ['of a mouse does not count', { mouse: { ...battery('Discharging'), scope: 'Device' } }, false],
  ])('%s', (_, all, expected) => {
    expect(linuxOnBattery(supplies(all))).toBe(expected)
  })

  it('is not known on a system without such a folder', () => {
    expect(linuxOnBattery('/nowhere/at/all')).toBe(undefined)
  })
})

describe('lanes', () => {
  it('are divided among owners to the last, no two differing by more than one', () => {
    for (let owners = 1; owners < 9; owners++)
      for (let lanes = 0; lanes < 20; lanes++) {
        const shares = divideLanes(owners, lanes)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(lanes)
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
        expect(shares).toEqual(shares.toSorted((a, b) => b - a))
      }
    expect(divideLanes(0, 4)).toEqual([])
  })
})
