import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exported, type ExportedMap, isobar, scratch, valuesOf } from './cli-harness.js'

/** Case B of the article, solved by an independent high-precision program; rows are pO2, columns pCO. */
interface Reference {
  readonly kf: readonly string[]
  readonly p: readonly number[]
  readonly tof: readonly (readonly number[])[]
  readonly points: readonly {
    readonly roots: readonly { readonly thetaCO: string; readonly thetaO: string; readonly free: string }[]
  }[]
  readonly thetaCO: readonly (readonly number[])[]
}
const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/pt100-map.json'), 'utf8'),
) as Reference

const MODEL = 'co-oxidation-pt100'
const N = reference.p.length
/** Turnover frequency [s⁻¹]: active points have 0.02 and more, poisoned ones 7e-14 and less. */
const ACTIVE = 1e-6

const grid = (n: number): string[] => ['--x', `pCO=lin:1e-5:0.5:${n}`, '--y', `pO2=lin:1e-5:0.5:${n}`]
const { folder, remove } = scratch()
afterAll(remove)

async function run(name: string, ...options: string[]): Promise<Record<string, number | string>> {
  const { code, stdout, stderr } = await isobar(
    ['run', MODEL, '--session', name, '--json', ...options],
    folder,
  )
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Record<string, number | string>
}

const values = (map: ExportedMap, output: string): number[] => map.outputs[output]!.values.flat()

describe("the article's map, 10 × 10 from the empty surface", () => {
  let map: ExportedMap
  let report: Record<string, number | string>

  beforeAll(async () => {
    report = await run('map.isobar', ...grid(N))
    map = await exported('map.isobar', folder)
  })

  it('is reported as one JSON object with every point certified', () => {
    expect(report).toMatchObject({ points: 100, solved: 100, failed: 0, certified: 100 })
    expect(Object.keys(report)).toEqual([
      'session',
      'points',
      'solved',
      'failed',
      'certified',
      'extended',
      'doubtful',
      'workers',
      'wallMs',
      'solveMs',
      'pointsPerSecond',
      'machines',
    ])
  })

  it('has the axes of the reference, rows by pO2 and columns by pCO', () => {
    expect(map.axes.map(({ name }) => name)).toEqual(['pCO', 'pO2'])
    for (const { values } of map.axes)
      values.forEach((value, i) => expect(value / reference.p[i]!).toBeCloseTo(1, 12))
  })

  it('has exactly 18 active and 82 poisoned points, the best where the article has it', () => {
    const tof = values(map, 'tof(CO2)')
    const best = tof.indexOf(Math.max(...tof))
    expect(tof.filter(rate => rate > ACTIVE).length).toBe(18)
    expect(tof[best]! / 7_772_746.92).toBeCloseTo(1, 8)
    expect(reference.p[best % N]).toBeCloseTo(0.1111189, 6)
    expect(reference.p[Math.floor(best / N)]).toBeCloseTo(0.3888911, 6)
  })

  it('agrees with the reference within 1e-6 in log10 of every turnover frequency', () => {
    const expected = reference.tof.flat()
    const worst = Math.max(
      ...values(map, 'tof(CO2)').map((rate, i) => Math.abs(Math.log10(rate) - Math.log10(expected[i]!))),
    )
    expect(worst).toBeLessThan(1e-6)
  })

  it('agrees within 1e-8 in every coverage, the tiny ones too', () => {
    const columns = { thetaCO: 'coverage(CO*)', thetaO: 'coverage(O*)', free: 'coverage(*)' } as const
    const thetaCO = reference.thetaCO.flat()
    for (const [key, output] of Object.entries(columns)) {
      const worst = values(map, output).reduce((max, coverage, i) => {
        // The reference lists all steady states; the one reached from the empty surface is given in double.
        const distance = (root: Reference['points'][0]['roots'][0]): number =>
          Math.abs(Number(root.thetaCO) - thetaCO[i]!)
        const [root] = [...reference.points[i]!.roots].sort((a, b) => distance(a) - distance(b))
        return Math.max(max, Math.abs(coverage / Number(root![key as keyof typeof columns]) - 1))
      }, 0)
      expect({ output, worst: worst < 1e-8 ? 'below 1e-8' : worst }).toEqual({ output, worst: 'below 1e-8' })
    }
  })

  it('has no negative net rate', () => {
    const rates = Object.keys(map.outputs).filter(name => name.startsWith('rate('))
    expect(rates.length).toBe(3)
    for (const name of rates) expect(Math.min(...values(map, name))).toBeGreaterThan(0)
  })
})

describe("the article's map from another start", () => {
  it('keeps exactly 5 points active from a surface covered with CO', async () => {
    await run('covered.isobar', ...grid(N), '--start', 'CO*=0.9999')
    const tof = values(await exported('covered.isobar', folder), 'tof(CO2)')
    const active = tof.flatMap((rate, i) => (rate > ACTIVE ? [[i % N, Math.floor(i / N)]] : []))
    expect(active).toEqual([5, 6, 7, 8, 9].map(row => [0, row]))
  })
})

describe('a map does not depend on who computes it', () => {
  it('is the same bit for bit with 1, 2 and 4 workers', async () => {
    const maps: string[] = []
    for (const workers of ['1', '2', '4']) {
      await run(`w${workers}.isobar`, ...grid(40), '--workers', workers)
      maps.push(await valuesOf(`w${workers}.isobar`, folder))
    }
    expect(maps[1] === maps[0] && maps[2] === maps[0]).toBe(true)
  })
})

describe("the article's map, 300 × 300", () => {
  it('obeys the closed form of the active branch on every active point', async () => {
    const report = await run('fine.isobar', ...grid(300))
    expect(report).toMatchObject({ points: 90_000, solved: 90_000 })
    const map = await exported('fine.isobar', folder)
    const [k1, k2, k3] = reference.kf.map(Number) as [number, number, number]
    const [x, y] = map.axes.map(axis => axis.values) as [number[], number[]]
    let worst = 0
    let active = 0
    for (const [row, rates] of map.outputs['tof(CO2)']!.values.entries())
      for (const [column, rate] of rates.entries()) {
        if (rate < ACTIVE) continue
        active++
        const adsorbed = k1 * x[column]!
        const free = adsorbed / (2 * k2 * y[row]!)
        // Both conditions of existence, with room for the desorption that the closed form leaves out.
        expect(free).toBeLessThan(1)
        expect((1 - free) ** 2 / ((4 * adsorbed * free) / k3)).toBeGreaterThan(1 - 1e-6)
        worst = Math.max(worst, Math.abs(rate / (adsorbed * free) - 1))
      }
    expect(active).toBeGreaterThan(0.15 * 90_000)
    expect(worst).toBeLessThan(1e-6)
  })
})
