import { describe, expect, it } from 'vitest'
import { IsobarError } from '../../src/shared/errors.js'
import { STATUS } from '../../src/shared/record.js'
import { honestRow } from './support/fake-farm.js'
import { seeded } from './support/random.js'
import { type Stage, stage } from './support/run-sweep.js'

/** Every point ended, was saved once, and holds what an honest executor says. */
function expectComplete({ ledger, saved }: Stage, except: readonly number[] = []): void {
  const seen = new Uint8Array(ledger.points)
  for (const { from, to } of saved) for (let at = from; at < to; at++) seen[at]!++
  expect(seen).toEqual(new Uint8Array(ledger.points).fill(1))

  const status = new Uint8Array(ledger.points).fill(STATUS.certified)
  const rows = new Float64Array(ledger.rows.length)
  for (let at = 0; at < ledger.points; at++) rows.set(honestRow(at, ledger.width), at * ledger.width)
  for (const at of except) {
    status[at] = STATUS.brokeWorkers
    rows.fill(NaN, at * ledger.width, (at + 1) * ledger.width)
  }
  expect(ledger.status).toEqual(status)
  expect(ledger.rows).toEqual(rows)
  const solved = ledger.points - except.length
  expect(ledger.counts()).toEqual({ solved, certified: solved, failed: except.length })
}

describe('a sweep', () => {
  it('computes every point once, saves it and finishes', async () => {
    const s = stage(40, 25, { cost: () => 1 })
    s.farm.add('a', 1)
    s.farm.add('b', 1)
    await s.finish()
    expectComplete(s)
    expect(s.sweep.progress()).toMatchObject({ phase: 'finished', solved: 1000, failed: 0 })
  })

  it('computes only what is missing', async () => {
    const s = stage(10, 10, { cost: () => 1 })
    s.farm.add('a', 1)
    await s.clock.runUntil(() => s.ledger.counts().solved > 20)
    await Promise.all([s.sweep.stop(), s.finish()])
    expect(s.sweep.progress().phase).toBe('stopped')
    expect(s.saved.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(s.ledger.counts().solved)
    const rest = s.ledger.missing().reduce((sum, { from, to }) => sum + to - from, 0)
    expect(rest).toBe(100 - s.ledger.counts().solved)
  })

  it('hands out nothing while paused, keeps what was in hand, and goes on', async () => {
    const s = stage(30, 30, { cost: () => 1 })
    s.farm.add('a', 1)
    await s.clock.runUntil(() => s.ledger.counts().solved > 50)
    s.sweep.pause()
    const until = s.clock.now() + 5000
    await s.clock.runUntil(() => s.clock.now() > until)
    const held = s.ledger.counts().solved
    const later = s.clock.now() + 5000
    await s.clock.runUntil(() => s.clock.now() > later)
    expect(s.ledger.counts().solved).toBe(held)
    expect(held).toBeLessThan(900)
    s.sweep.resume()
    await s.finish()
    expectComplete(s)
    expect(s.sweep.progress().wallMs).toBeLessThan(s.clock.now() - 9000)
  })

  it('fails a poison point alone, with its reason, after it broke three executors', async () => {
    const poison = 337
    let crashes = 0
    const s = stage(30, 30, {
      cost: () => 0.05,
      fault: (_, from, to) => {
        if (poison < from || poison >= to) return undefined
        crashes++
        return 'crash'
      },
    })
    s.farm.add('a', 1)
    s.farm.add('b', 1)
    const respawn = setRespawn(s)
    await s.finish()
    respawn.stop()
    expectComplete(s, [poison])
    expect(crashes).toBeGreaterThanOrEqual(3)
    expect(crashes).toBeLessThan(8)
    expect(s.ledger.reasonOf(poison)).toMatch(/ended/)
  })

  it('tells of the end of an executor once, however much it held', async () => {
    const s = stage(20, 20, {
      cost: () => 1,
      fault: (id, from) => (id === 'b' && from > 100 ? 'crash' : undefined),
    })
    s.farm.add('a', 1)
    s.farm.add('b', 1)
    await s.finish()
    const told = s.sweep.progress().incidents.filter(({ executorId }) => executorId === 'b')
    expect(told).toHaveLength(1)
  })

  it('replaces what a hung executor held after its time budget', async () => {
    const s = stage(20, 20, {
      cost: () => 1,
      fault: (id, from) => (id === 'b' && from > 0 ? 'hang' : undefined),
    })
    s.farm.add('a', 1)
    s.farm.add('b', 1)
    await s.finish()
    expectComplete(s)
  })

  it('sets an executor aside that keeps answering nonsense, and says so', async () => {
    const s = stage(20, 20, { cost: () => 1, fault: id => (id === 'bad' ? 'nonsense' : undefined) })
    s.farm.add('good', 1)
    s.farm.add('bad', 1)
    await s.finish()
    expectComplete(s)
    const bad = s.sweep.progress().executors.find(({ id }) => id === 'bad')!
    expect(bad).toMatchObject({ state: 'off', points: 0 })
    expect(bad.rule).toContain('set aside')
  })

  it('takes a shorter answer only to a slice that it recalled', async () => {
    let recalls = 0
    const s = stage(20, 20, { cost: at => (at < 200 ? 1 : 20), recalled: () => recalls++ })
    s.farm.add('a', 1)
    s.farm.add('b', 0.2)
    await s.finish()
    expectComplete(s)
    expect(recalls).toBeGreaterThan(0)
    expect(s.sweep.progress().incidents).toEqual([])

    const short = stage(20, 20, { cost: () => 1, fault: id => (id === 'bad' ? 'short' : undefined) })
    short.farm.add('good', 1)
    short.farm.add('bad', 1)
    await short.finish()
    expectComplete(short)
    expect(short.sweep.progress().incidents[0]!.message).toContain('answered nonsense: another slice')
  })

  it('tells what each machine does, this computer first', async () => {
    const s = stage(60, 60, { cost: () => 1 })
    for (const lane of [1, 2])
      s.farm.add(`far/${lane}`, 0.5, { machine: 'far', trusted: false, latencyMs: 5 })
    for (const lane of [1, 2, 3]) s.farm.add(`here/${lane}`, 1)
    await s.clock.runUntil(() => s.ledger.counts().solved > 1200)
    const { machines } = s.sweep.progress()
    expect(machines).toMatchObject([
      { machine: 'here', trusted: true, lanes: 3, faults: 0, audited: 0, setAside: false },
      { machine: 'far', trusted: false, lanes: 2, faults: 0, setAside: false },
    ])
    expect(machines.map(({ rule }) => rule)).toEqual([
      '3 of 5 cores, 75 % of the speed: slices of 100 points, about 100 ms each',
      '2 of 5 cores, 25 % of the speed: slices of 50 points, about 100 ms each',
    ])
    expect(machines[0]!.share + machines[1]!.share).toBeCloseTo(1, 12)
    expect(machines[0]!.share).toBeCloseTo(0.75, 1)
    expect(machines[1]!.audited).toBeGreaterThan(0)
    await s.finish()
    expectComplete(s)
  })

  it('compares the answers of copies bit for bit and names who differs', async () => {
    // Position 40 keeps one executor busy long enough for the slow one to answer what was copied from it.
    const s = stage(8, 8, {
      cost: at => (at === 40 ? 3000 : 5),
      fault: id => (id === 'slow' ? undefined : 'lie'),
    })
    s.farm.add('slow', 0.05)
    s.farm.add('liar', 1)
    s.farm.add('second liar', 1)
    s.farm.add('third liar', 1)
    await s.finish()
    const { incidents } = s.sweep.progress()
    expect(incidents.some(({ message }) => message.includes('differs from'))).toBe(true)
  })

  it('pauses when results cannot be saved, loses none, and saves them on resume', async () => {
    let full = true
    const s = stage(30, 30, { cost: () => 1 }, saved => ({
      append: slices => {
        if (full && saved.length > 3)
          return Promise.reject(
            new IsobarError('session/unwritable', 'disk full', { path: 'x', reason: 'full', freeBytes: 0 }),
          )
        saved.push(...slices)
        return Promise.resolve()
      },
    }))
    s.farm.add('a', 1)
    await s.clock.runUntil(() => s.troubles.length > 0)
    expect(s.sweep.progress().phase).toBe('paused')
    s.sweep.resume()
    await s.clock.runUntil(() => s.troubles.length > 1)
    full = false
    s.sweep.resume()
    await s.finish()
    expectComplete(s)
  })

  it('pauses with trouble when no executor can be had, and starts afresh on resume', async () => {
    const s = stage(30, 30, { cost: () => 1 })
    s.farm.add('a', 1)
    await s.clock.runUntil(() => s.ledger.counts().solved > 50)
    s.farm.exhaust(new Error('none left'))
    expect(s.troubles).toHaveLength(1)
    expect(s.sweep.progress().phase).toBe('paused')
    s.sweep.resume()
    await s.finish()
    expectComplete(s)
  })

  it('survives any mixture of faults with nothing lost and nothing twice (400 seeds)', async () => {
    for (let seed = 1; seed <= 400; seed++) {
      const random = seeded(seed)
      const faults = ['crash', 'hang', 'throw', 'nonsense'] as const
      const rate = random() * 0.15
      const s = stage(1 + Math.floor(random() * 40), 1 + Math.floor(random() * 40), {
        cost: () => 0.1 + random() * 5,
        fault: id => (id !== 'safe' && random() < rate ? faults[Math.floor(random() * 4)] : undefined),
        latencyMs: random() * 5,
      })
      s.farm.add('safe', 0.2 + random())
      for (let k = 0; k < 3; k++) s.farm.add(`e${k}`, 0.05 + random() * 2)
      const chaos = setRespawn(s, random)
      await s.finish()
      chaos.stop()
      const unlucky = [...s.ledger.status.keys()].filter(at => s.ledger.status[at] === STATUS.brokeWorkers)
      expect(unlucky.every(at => s.ledger.reasonOf(at) !== undefined)).toBe(true)
      expectComplete(s, unlucky)
    }
  }, 60_000)

  it('gives the same ledger whoever computes it (20 seeds)', async () => {
    const run = async (executors: number, seed: number): Promise<Float64Array> => {
      const random = seeded(seed)
      const s = stage(17, 23, { cost: () => random() * 10 })
      for (let k = 0; k < executors; k++) s.farm.add(`e${k}`, 0.1 + random())
      await s.finish()
      return s.ledger.rows
    }
    const alone = await run(1, 0)
    for (let seed = 1; seed <= 20; seed++) expect(await run(1 + (seed % 6), seed)).toEqual(alone)
  })
})

/** Puts a fresh executor in the place of each that ended, a while later; now and then kills or joins one. */
function setRespawn(s: Stage, random?: () => number): { stop: () => void } {
  let serial = 0
  let wanted = s.farm.alive.size
  let stopped = false
  const look = (): void => {
    if (stopped) return
    while (s.farm.alive.size < wanted) s.farm.add(`r${serial++}`, 1)
    if (random && random() < 0.1) [...s.farm.alive.values()].find(({ id }) => id !== 'safe')?.kill()
    if (random && random() < 0.05) wanted++
    if (random && random() < 0.05) {
      s.sweep.pause()
      s.clock.after(300 * random(), s.sweep.resume)
    }
    s.clock.after(50, look)
  }
  s.clock.after(50, look)
  return { stop: () => (stopped = true) }
}
