import { describe, expect, it } from 'vitest'
import { STATUS } from '../../src/shared/record.js'
import { type FarmSettings, honestRow } from './support/fake-farm.js'
import { seeded } from './support/random.js'
import { type Stage, stage } from './support/run-sweep.js'

/** What a machine may put in the place of the true row. */
const lies: Record<string, (row: number[], position: number) => number[]> = {
  'one value off by a part in 10¹²': row => row.with(3, row[3]! * (1 + 1e-12)),
  'the point next door': (row, position) => honestRow(position + 1, row.length),
  'not a number': row => row.map(() => NaN),
  zeros: row => row.map(() => 0),
  'minus zero for zero': row => row.with(0, row[0] === 0 ? -0 : -row[0]!),
}

const liar = (
  machine: string,
  lie: (row: number[], position: number) => number[],
): NonNullable<FarmSettings['lie']> => {
  return (id, position, row) => (id.startsWith(`${machine}/`) ? lie(row, position) : row)
}

function audited(seed: number, settings: Omit<FarmSettings, 'clock' | 'cost'>, auditShare = 0.01): Stage {
  const random = seeded(seed)
  return stage(30, 30, { cost: () => 2 + 4 * random(), ...settings }, undefined, {
    auditShare,
    random: seeded(seed + 1000),
  })
}

/** Lanes are numbered on, as an executor that is gone never comes back. */
let lane = 0
function addStranger(s: Stage, machine: string, lanes = 2): void {
  for (let k = 0; k < lanes; k++)
    s.farm.add(`${machine}/${lane++}`, 1, { machine, trusted: false, latencyMs: 2 })
}

function expectTruth({ ledger, saved }: Stage, someBroke = false): void {
  const truth = new Float64Array(ledger.rows.length).fill(NaN)
  const status = new Uint8Array(ledger.points).fill(STATUS.brokeWorkers)
  for (let at = 0; at < ledger.points; at++) {
    if (someBroke && ledger.status[at] === STATUS.brokeWorkers) continue
    status[at] = STATUS.certified
    truth.set(honestRow(at, ledger.width), at * ledger.width)
  }
  expect(ledger.rows).toEqual(truth)
  expect(ledger.status).toEqual(status)
  // Also for whoever reads what was saved, the later word last.
  const read = new Float64Array(truth.length)
  for (const { from, rows } of saved) read.set(rows, from * ledger.width)
  expect(read).toEqual(truth)
}

const machineOf = ({ sweep }: Stage, name: string) =>
  sweep.progress().machines.find(({ machine }) => machine === name)

describe('a machine that lies', () => {
  it.each(Object.keys(lies))('is set aside, and all it said is computed again: %s (10 seeds)', async kind => {
    for (let seed = 1; seed <= 10; seed++) {
      const s = audited(seed, { lie: liar('bad', lies[kind]!) })
      s.farm.add('here/0', 1)
      addStranger(s, 'bad')
      addStranger(s, 'good')
      await s.finish()
      expectTruth(s)
      expect(machineOf(s, 'bad')).toMatchObject({ setAside: true, points: 0, share: 0 })
      expect(machineOf(s, 'good')).toMatchObject({ setAside: false })
      const told = s.sweep.progress().incidents.filter(({ message }) => message.includes('set aside'))
      expect(told.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^bad is set aside: .* point \d+, so its \d+ points are computed again$/),
      ])
      // It is sent away with the reason, so that no lane of it idles on.
      expect(s.farm.dismissed).toEqual([
        {
          machine: 'bad',
          reason: expect.stringMatching(/^other computers got other values for point \d+$/) as string,
        },
      ])
      expect(s.sweep.progress().executors.filter(({ id }) => id.startsWith('bad'))).toEqual([])
    }
  })

  it('is found by the majority where only strangers compute (10 seeds)', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const s = audited(seed, { lie: liar('bad', lies.zeros!) })
      for (const machine of ['one', 'bad', 'two']) addStranger(s, machine)
      await s.finish()
      expectTruth(s)
      expect(s.sweep.progress().machines.map(({ machine, setAside }) => [machine, setAside])).toEqual([
        ['one', false],
        ['bad', true],
        ['two', false],
      ])
    }
  })

  it('gets nothing when it comes back under another lane, nor is a slice believed that it still had', async () => {
    const s = audited(1, { lie: liar('bad', lies.zeros!) })
    s.farm.add('here/0', 1)
    addStranger(s, 'bad', 4)
    await s.clock.runUntil(() => machineOf(s, 'bad')!.setAside)
    addStranger(s, 'bad', 6)
    await s.finish()
    expectTruth(s)
    expect(machineOf(s, 'bad')).toMatchObject({ points: 0, setAside: true })
  })

  it('is told of on the map: its points become pending, and stay so when the sweep is stopped', async () => {
    const s = audited(1, { lie: liar('bad', lies.zeros!) })
    const here = s.farm.add('here/0', 0.001)
    addStranger(s, 'bad', 4)
    await s.clock.runUntil(() => s.ledger.counts().solved > 200)
    const lied = s.ledger.counts().solved
    here.setSpeed(1)
    await s.clock.runUntil(() => machineOf(s, 'bad')!.setAside)
    expect(s.ledger.counts().solved).toBeLessThan(lied / 2)
    await Promise.all([s.sweep.stop(), s.finish()])

    // All that was ever on the map was told of twice: when it came, and when it went.
    const told = s.changed.reduce((sum, { from, to }) => sum + to - from, 0)
    expect(told).toBeGreaterThanOrEqual(2 * lied)
    const status = new Uint8Array(s.ledger.points)
    for (const slice of s.saved) status.set(slice.status, slice.from)
    expect(status).toEqual(s.ledger.status)
  })

  it('is found however rarely it lies when all is computed twice (10 seeds)', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const rare = (row: number[], position: number): number[] =>
        position % 97 === seed ? row.with(0, 7) : row
      const s = audited(seed, { lie: liar('bad', rare) }, 1)
      s.farm.add('here/0', 1)
      addStranger(s, 'bad')
      await s.finish()
      expectTruth(s)
    }
  })
})

describe('audits', () => {
  it('recompute about the share asked for, and find honest machines honest', async () => {
    for (const share of [0.01, 0.1]) {
      let computed = 0
      let twice = 0
      for (let seed = 1; seed <= 10; seed++) {
        const s = audited(seed, {}, share)
        s.farm.add('here/0', 1)
        addStranger(s, 'good', 4)
        await s.finish()
        expectTruth(s)
        const good = machineOf(s, 'good')!
        expect(good.setAside).toBe(false)
        expect(good.audited).toBeGreaterThan(0)
        computed += good.points
        twice += good.audited
      }
      expect(twice / computed).toBeGreaterThan(0.7 * share)
      expect(twice / computed).toBeLessThan(1.3 * share + 10 / computed)
    }
  })

  it('are not made of this computer, of a lone stranger, or when switched off', async () => {
    const farms: [number, (s: Stage) => void][] = [
      [1, s => void s.farm.add('here/0', 1)],
      [1, s => addStranger(s, 'alone')],
      [
        0,
        s => {
          s.farm.add('here/0', 1)
          addStranger(s, 'good')
        },
      ],
    ]
    for (const [share, fill] of farms) {
      const s = audited(1, {}, share)
      fill(s)
      await s.finish()
      expectTruth(s)
      expect(s.sweep.progress().machines.map(machine => machine.audited)).not.toContain(1)
      expect(s.sweep.progress().machines.reduce((sum, machine) => sum + machine.audited, 0)).toBe(0)
    }
  })

  it('hold the end up for no longer than a moment, even when the auditor stands still', async () => {
    const s = audited(1, {}, 0.5)
    const here = s.farm.add('here/0', 1)
    addStranger(s, 'good', 4)
    await s.clock.runUntil(() => s.ledger.counts().solved > 850)
    here.setSpeed(0)
    await s.clock.runUntil(() => s.ledger.counts().solved === 900)
    const solved = s.clock.now()
    await s.finish()
    expect(s.clock.now() - solved).toBeLessThan(1500)
    expectTruth(s)
  })

  it('survive machines that come, go and crash (100 seeds)', async () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed)
      const s = audited(
        seed,
        {
          lie: liar('bad', lies.zeros!),
          fault: id => (id !== 'here/0' && random() < 0.05 ? 'crash' : undefined),
        },
        0.2,
      )
      s.farm.add('here/0', 1)
      for (const machine of ['good', 'bad', 'third']) addStranger(s, machine)
      const look = (): void => {
        if (s.sweep.progress().phase !== 'running') return
        if (random() < 0.3) addStranger(s, ['good', 'bad', 'third'][Math.floor(3 * random())]!, 1)
        s.clock.after(100, look)
      }
      s.clock.after(100, look)
      await s.finish()
      expectTruth(s, true)
    }
  }, 60_000)
})
