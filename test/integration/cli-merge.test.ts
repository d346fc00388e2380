import { afterAll, expect, it } from 'vitest'
import { isobar, scratch, start, until, valuesOf } from './cli-harness.js'

const { folder, remove } = scratch()
afterAll(remove)

const MAP = ['co-oxidation-pt100', '--x', 'pCO=lin:1e-5:0.5:200', '--y', 'pO2=lin:1e-5:0.5:200']

/** A session that stopped somewhere on its way. */
async function interrupted(session: string): Promise<void> {
  const running = await start(['run', ...MAP, '--workers', '1', '--session', session], folder)
  await until(async () => {
    const { code, stdout } = await isobar(['info', session, '--json'], folder)
    return code === 0 && (JSON.parse(stdout) as { solved: number }[])[0]!.solved > 0
  })
  running.kill('SIGINT')
  await running.ended
}

it('merges unfinished sessions of one plan into one that resumes to the same bits', async () => {
  await interrupted('one.isobar')
  await interrupted('two.isobar')
  const merged = await isobar(['merge', 'one.isobar', 'two.isobar', '-o', 'both.isobar'], folder)
  expect(merged.code).toBe(0)
  const resumed = await isobar(['resume', 'both.isobar', '--json'], folder)
  expect(resumed.code).toBe(0)
  await isobar(['run', ...MAP, '--session', 'whole.isobar'], folder)
  expect(await valuesOf('both.isobar', folder)).toBe(await valuesOf('whole.isobar', folder))
})

it('refuses to write over a file', async () => {
  const { code, stderr } = await isobar(['merge', 'one.isobar', '-o', 'one.isobar'], folder)
  expect(code).toBe(2)
  expect(stderr).toContain('--output')
})
