import { afterAll, expect, it } from 'vitest'
import { exported, isobar, scratch, valuesOf } from './cli-harness.js'

const { folder, remove } = scratch()
afterAll(remove)

it('refines a map to the bits of one computed in one go, and computes only what lies between', async () => {
  const map = (nx: number, ny: number): string[] => [
    'run',
    'co-oxidation-pt100',
    ...['--x', `pCO=lin:1e-5:0.5:${nx}`, '--y', `pO2=log:1e-5:0.5:${ny}`, '--workers', '1', '--quiet'],
  ]
  await isobar([...map(11, 8), '--session', 'coarse.isobar'], folder)
  await isobar([...map(21, 15), '--session', 'whole.isobar'], folder)
  const { stdout, code } = await isobar(
    ['refine', 'coarse.isobar', '-o', 'fine.isobar', '--workers', '1', '--json', '--quiet'],
    folder,
  )
  expect(code).toBe(0)
  const report = JSON.parse(stdout) as { points: number; solved: number; machines: { points: number }[] }
  expect(report).toMatchObject({ points: 315, solved: 315 })
  expect(report.machines[0]!.points).toBe(315 - 88)

  expect(await valuesOf('fine.isobar', folder)).toBe(await valuesOf('whole.isobar', folder))
  expect((await exported('fine.isobar', folder)).axes).toEqual((await exported('whole.isobar', folder)).axes)

  const again = await isobar(['refine', 'coarse.isobar', '-o', 'fine.isobar'], folder)
  expect(again.code).toBe(2)
  expect(again.stderr).toContain('exists already')
})
