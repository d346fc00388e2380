import { join } from 'node:path'
import { mkdirSync, readdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { analyse } from '../../src/shared/scaling/analysis.js'
import { type StudyReport } from '../../src/shared/scaling/study-text.js'
import { type Ended, isobar, scratch, start } from './cli-harness.js'

const { folder, remove } = scratch()
afterAll(remove)

// Where the sessions of the runs go, apart from those of whoever else measures now.
const temporary = join(folder, 'temporary')
mkdirSync(temporary)
const env = { TMPDIR: temporary, TEMP: temporary }
const left = (): string[] => readdirSync(temporary)

async function scale(...options: string[]): Promise<Ended> {
  return (await start(['scale', 'co-oxidation-pt100', ...options], folder, { env })).ended
}

describe('isobar scale', () => {
  it('measures every number of workers as often as asked, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await scale(
      ...['--workers', '2', '--repeats', '3', '--points', '36', '--json'],
    )
    expect(code).toBe(0)
    const { study, analysis } = JSON.parse(stdout) as StudyReport
    expect(study).toMatchObject({ state: 'finished', workers: [1, 2], points: 36, repeats: 3 })
    expect(study.runs.map(({ workers }) => workers).sort()).toEqual([1, 1, 1, 2, 2, 2])
    for (const { wallMs, account, workers } of study.runs) {
      expect(account.points).toBe(36)
      expect(account.lanes).toBe(workers)
      expect(account.busyMs).toBeLessThan(workers * wallMs)
    }
    // The window makes its numbers of the same study by the same function.
    expect(JSON.parse(JSON.stringify(analyse(study)))).toEqual(analysis)
    expect(stderr).toContain('warm-up: 2 workers')
    expect(stderr).toContain('6 of 6')
    expect(left()).toEqual([])
    expect(readdirSync(folder)).toEqual(['temporary'])
  })

  it('is a table with a verdict for people', async () => {
    const { code, stdout } = await scale(
      ...['--workers', '1,2', '--repeats', '1', '--points', '20', '--quiet'],
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(/workers +time +speed-up/)
    expect(stdout).toMatch(/^ +1 .* 1\.00 /m)
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^It (bends|does not bend)|at the end/)
  })

  it('reports what it has when it is interrupted', async () => {
    const running = await start(
      ['scale', 'co-oxidation-volcano', '--workers', '1,2', '--repeats', '50', '--points', '30', '--json'],
      folder,
      { env },
    )
    await expect
      .poll(() => running.told.filter(({ line }) => / of 100:/.test(line)).length, { timeout: 60_000 })
      .toBeGreaterThan(3)
    running.kill('SIGINT')
    const { code, stdout } = await running.ended
    expect(code).toBe(3)
    const { study } = JSON.parse(stdout) as StudyReport
    expect(study.state).toBe('stopped')
    expect(study.runs.length).toBeGreaterThanOrEqual(3)
    expect(study.runs.length).toBeLessThan(100)
    expect(left()).toEqual([])
  })

  it.each([
    [['--workers', '1,zero'], '--workers', 'zero'],
    [['--repeats', '0'], '--repeats', 'from 1'],
    [['--x', 'pCO=lin:0:1'], '--x', 'from, to and count'],
  ])('refuses %j and says what would be right', async (options, field, word) => {
    const { code, stdout, stderr } = await scale(...options)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(field)
    expect(stderr).toContain(word)
  })
})

describe('isobar info', () => {
  it('accounts for the time of a sweep, and predicts it on other cores', async () => {
    const session = join(folder, 'swept.isobar')
    await isobar(['run', 'co-oxidation-pt100', '--workers', '2', '--session', session, '--quiet'], folder)
    const { stdout } = await isobar(
      ['info', session, '--what-if', '4,8', '--add-machine', '2x0.5', '--json'],
      folder,
    )
    const [info] = JSON.parse(stdout) as {
      account: { points: number; utilisation: number; lost: Record<string, number> }
      predictions: { workers: number; ms: number; ideal: number }[]
    }[]
    const { account, predictions } = info!
    expect(account.points).toBe(100)
    const shares = account.utilisation + Object.values(account.lost).reduce((a, b) => a + b, 0)
    expect(shares).toBeCloseTo(1, 6)
    expect(predictions.map(({ workers, ideal }) => [workers, ideal])).toEqual([
      [4, 5],
      [8, 9],
    ])
    expect(predictions[0]!.ms).toBeGreaterThan(0)
    const people = await isobar(['info', session, '--what-if', '4'], folder)
    expect(people.stdout).toMatch(/speed-up +\d\.\d\d effective, with 2 cores/)
    expect(people.stdout).toMatch(/what if +4 workers: .* speed-up/)
  })
})
