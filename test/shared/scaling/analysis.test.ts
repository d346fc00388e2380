import { describe, expect, it } from 'vitest'
import { analyse } from '../../../src/shared/scaling/analysis.js'
import { byLaw, facts, fullAccount, synthetic } from './synthetic.js'

const LEVELS = [1, 2, 4, 8, 16, 24, 32]

describe('the laws fitted to a study', () => {
  it('are the ones it was made with, when repeats agree', () => {
    const amdahl = analyse(
      synthetic({ workers: LEVELS, repeats: 3, machine: facts(32), time: byLaw(0.07, 0) }),
    )
    expect(amdahl.amdahl!.a).toBeCloseTo(0.07, 6)
    const usl = analyse(
      synthetic({ workers: LEVELS, repeats: 3, machine: facts(32), time: byLaw(0.03, 4e-4) }),
    )
    expect(usl.usl!.a).toBeCloseTo(0.03, 5)
    expect(usl.usl!.b).toBeCloseTo(4e-4, 7)
    expect(usl.preferred).toBe('usl')
    expect(usl.usl!.limit).toBeCloseTo(Math.sqrt(0.97 / 4e-4), 1)
  })

  it.each([
    ['amdahl', 0.08, 0],
    ['usl', 0.05, 6e-4],
  ] as const)(
    'have their true parameters inside the interval nearly always: %s',
    (law, a, b) => {
      let inside = 0
      const seeds = 20
      for (let seed = 1; seed <= seeds; seed++) {
        const study = synthetic({
          workers: LEVELS,
          repeats: 9,
          machine: facts(32),
          noise: 0.02,
          seed,
          time: byLaw(a, b),
        })
        const fit = analyse(study)[law]!
        const within = (value: number, interval: { low: number; high: number } | undefined): boolean =>
          value >= interval!.low && value <= interval!.high
        if (within(a, fit.aInterval) && (law === 'amdahl' || within(b, fit.bInterval))) inside++
      }
      expect(inside).toBeGreaterThanOrEqual(0.75 * seeds)
    },
    20_000,
  )

  it('shrug at one repeat in which the machine slept', () => {
    const calm = synthetic({
      workers: LEVELS,
      repeats: 7,
      machine: facts(32),
      noise: 0.01,
      time: byLaw(0.05, 0),
    })
    const runs = calm.runs.map((run, k) => (k === 17 ? { ...run, wallMs: 5 * run.wallMs } : run))
    const fit = analyse({ ...calm, runs }).amdahl!
    expect(Math.abs(fit.a - 0.05)).toBeLessThan(0.005)
  })

  it('name no limit from fewer than six levels, nor when nothing is proven', () => {
    const few = analyse(
      synthetic({ workers: [1, 2, 4, 8], repeats: 5, machine: facts(8), time: byLaw(0.1, 0.01) }),
    )
    expect(few.usl).toMatchObject({ limit: undefined, withheld: 'few-levels' })
    const flat = analyse(
      synthetic({ workers: LEVELS, repeats: 7, machine: facts(32), noise: 0.02, time: byLaw(0.05, 0) }),
    )
    expect(flat.usl).toMatchObject({ limit: undefined, withheld: 'not-significant' })
    expect(flat.amdahl!.limit).toBeGreaterThan(15)
  })

  it('are fitted to no more workers than there are cores, and end at twice that', () => {
    const { fitted, amdahl } = analyse(
      synthetic({ workers: [1, 2, 3, 4, 8], repeats: 3, machine: facts(4, 8), time: byLaw(0.05, 0) }),
    )
    expect(fitted).toEqual([1, 2, 3, 4])
    expect(amdahl!.curve.at(-1)!.workers).toBe(8)
  })
})

describe('a plateau', () => {
  // Run B of the measured lesson: parallel code, four cores, one of them taken by another program.
  const speedup: Record<number, number> = { 1: 1, 2: 2.01, 3: 2.97, 4: 2.96 }
  const study = synthetic({
    workers: [1, 2, 3, 4],
    repeats: 11,
    machine: facts(4),
    noise: 0.01,
    time: workers => 10_000 / speedup[workers]!,
  })

  it('is recognised as fewer free cores, and not taken for a law', () => {
    const { free, fitted, verdict, amdahl } = analyse(study)
    expect(free).toMatchObject({ cores: 3, plateau: 3 })
    expect(fitted).toEqual([1, 2, 3])
    expect(amdahl!.a).toBeLessThan(0.02)
    expect(verdict).toMatchObject({ cause: 'fewer-cores', cores: 3 })
  })

  it('is blamed on other programs where these were seen', () => {
    const seen = {
      ...study,
      runs: study.runs.map(run => ({ ...run, foreignBefore: 1, foreignDuring: 0.98 })),
    }
    expect(analyse(seen).verdict).toMatchObject({ cause: 'foreign', cores: 3 })
  })
})

describe('the reason why a curve bends', () => {
  const bent = (account: Parameters<typeof fullAccount>[2], rest: object = {}) =>
    analyse(
      synthetic({
        workers: [1, 2, 4],
        repeats: 3,
        machine: facts(4),
        time: byLaw(0.2, 0),
        run: run => ({
          ...run,
          ...(run.workers === 4 ? rest : {}),
          account: fullAccount(run.workers, run.wallMs, run.workers === 4 ? account : {}),
        }),
      }),
    ).verdict
  const busy = { busyMs: 10_000, utilisation: 0.62 }

  it.each([
    ['start-up', { ...busy, lost: { startUp: 0.3, between: 0.05, tail: 0.02, finish: 0 } }, {}],
    ['tail', { ...busy, lost: { startUp: 0.03, between: 0.05, tail: 0.3, finish: 0 } }, {}],
    ['between', { ...busy, lost: { startUp: 0.03, between: 0.3, tail: 0.02, finish: 0 } }, {}],
    ['owner', { ...busy, lost: { startUp: 0.03, between: 0.3, tail: 0.02, finish: 0 } }, { ownerCores: 0.9 }],
    ['finish', { ...busy, lost: { startUp: 0.03, between: 0.1, tail: 0.02, finish: 0.3 } }, {}],
    ['memory', { busyMs: 15_000, utilisation: 0.95 }, {}],
    ['foreign', { busyMs: 15_000, utilisation: 0.95 }, { disturbed: true }],
    ['withheld', { busyMs: 15_000, utilisation: 0.95 }, { workersCpuMs: 10_000 }],
  ] as const)('is %s where the accounting says so', (cause, account, rest) => {
    expect(bent(account, rest).cause).toBe(cause)
  })

  it('is the clock where it fell, and hyperthreads where cores are shared', () => {
    const study = (physical: number, clock: (workers: number) => number | null) =>
      analyse(
        synthetic({
          workers: [1, 2, 4],
          repeats: 3,
          machine: facts(physical, 4),
          time: byLaw(0.2, 0),
          run: run => ({
            ...run,
            clockMHz: clock(run.workers),
            account: fullAccount(run.workers, run.wallMs),
          }),
        }),
      ).verdict.cause
    expect(study(4, workers => 4000 - 300 * workers)).toBe('clock')
    expect(study(1, () => null)).toBe('hyperthreads')
  })

  it('is that nine points cannot be shared by four', () => {
    const { verdict, levels } = analyse(
      synthetic({
        workers: [1, 4],
        repeats: 3,
        machine: facts(4),
        points: 9,
        time: workers => 1000 * Math.ceil(9 / workers),
      }),
    )
    expect(levels[1]).toMatchObject({ speedup: 3, staircase: 3 })
    expect(verdict.cause).toBe('few-points')
  })

  it('is none where it does not bend', () => {
    const study = synthetic({ workers: [1, 2, 4], repeats: 3, machine: facts(4), time: byLaw(0, 0) })
    expect(analyse(study).verdict.cause).toBe('straight')
  })
})

describe('a level', () => {
  it('has median, quartiles, efficiency and Karp–Flatt as defined', () => {
    const study = synthetic({ workers: [1, 4], repeats: 3, machine: facts(2, 4), time: byLaw(0.1, 0) })
    const [one, four] = analyse(study).levels
    expect(one).toMatchObject({ speedup: 1, efficiency: 1, karpFlatt: undefined, place: 'core' })
    expect(four!.speedup).toBeCloseTo(4 / 1.3, 10)
    expect(four!.efficiency).toBeCloseTo(1 / 1.3, 10)
    expect(four!.karpFlatt).toBeCloseTo(0.1, 10)
    expect(four!.place).toBe('thread')
  })

  it('leaves disturbed runs out while enough others remain, and says when it cannot', () => {
    const base = synthetic({ workers: [1, 2], repeats: 5, machine: facts(2), time: byLaw(0, 0) })
    const disturb = (which: number) =>
      analyse({
        ...base,
        runs: base.runs.map(run =>
          run.workers === 2 && run.repeat <= which
            ? { ...run, disturbed: true, wallMs: 3 * run.wallMs }
            : run,
        ),
      }).levels[1]!
    expect(disturb(2)).toMatchObject({ runs: 3, leftOut: 2, disturbed: false, speedup: 2 })
    expect(disturb(4)).toMatchObject({ runs: 5, leftOut: 0, disturbed: true })
  })
})
