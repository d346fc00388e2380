import { afterAll, describe, expect, it } from 'vitest'
import { exported, isobar, scratch, start, until, valuesOf } from './cli-harness.js'

const { folder, remove } = scratch()
afterAll(remove)

const map = (count: number): string[] => [
  ...['--x', `pCO=lin:1e-5:0.5:${count}`, '--y', `pO2=lin:1e-5:0.5:${count}`, '--hysteresis', 'x'],
]
const run = (session: string, count: number, workers: number): Promise<{ code: number | null }> =>
  isobar(
    ['run', 'co-oxidation-pt100', ...map(count), '--session', session, '--workers', `${workers}`],
    folder,
  )

describe('a map whose horizontal axis is swept up and down', () => {
  it('has the same bits from one worker, from two, and when it was killed on the way', async () => {
    for (const workers of [1, 2]) expect((await run(`${workers}.isobar`, 40, workers)).code).toBe(0)
    const killed = await start(
      ['run', 'co-oxidation-pt100', ...map(40), '--session', 'killed.isobar', '--workers', '2'],
      folder,
    )
    await until(async () => (await isobar(['info', 'killed.isobar', '--json'], folder)).code === 0)
    killed.kill('SIGKILL')
    await killed.ended
    expect((await isobar(['resume', 'killed.isobar', '--workers', '1'], folder)).code).toBe(0)
    const one = await valuesOf('1.isobar', folder)
    expect(await valuesOf('2.isobar', folder)).toBe(one)
    expect(await valuesOf('killed.isobar', folder)).toBe(one)
  })

  it('tells where the two ways differ, and gives both', async () => {
    const { outputs } = await exported('2.isobar', folder)
    const apart = outputs['hysteresis']!.values.flat()
    const [up, down] = ['tof(CO2)', 'tof(CO2):down'].map(name => outputs[name]!.values.flat())
    for (const [k, distance] of apart.entries())
      if (distance > 0.1) expect(up![k]! / down![k]!).toBeGreaterThan(1e3)
      else expect(Math.abs(up![k]! / down![k]! - 1)).toBeLessThan(1e-6)
    expect(apart.filter(distance => distance > 0.1).length).toBeGreaterThan(100)
  })
})
