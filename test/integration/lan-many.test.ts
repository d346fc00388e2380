import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { isobar, scratch, valuesOf } from './cli-harness.js'
import { createComputers, heldIn, invitationOf } from './lan-computers.js'

const HELPERS = 32
/** Points of each axis: on two cores the work lasts longer than so many processes take to start. */
const N = 120
const { folder, remove } = scratch()
const computers = createComputers(folder)
afterEach(computers.endAll)
afterAll(remove)

const run = (session: string, ...options: string[]): string[] => {
  const axes = ['--x', `E_O=lin:-1:3:${N}`, '--y', `E_CO=lin:-0.5:4:${N}`]
  return ['run', 'co-oxidation-volcano', ...axes, '--session', session, '--json', ...options]
}

it('thirty-two computers that dial at once help one owner to the same map', async () => {
  expect((await isobar(run('reference.isobar'), folder)).code).toBe(0)
  const invite = ['--invite', '--invite-uses', String(HELPERS), '--peer-port', '0']
  const running = await computers.add('owner').start(run('many.isobar', '--workers', '0', ...invite))
  const code = await invitationOf(running)
  const names = Array.from({ length: HELPERS }, (_, i) => `h${i + 1}`)
  const joined = await Promise.all(names.map(name => computers.add(name).join(code)))
  const made = await running.ended
  const helped = await Promise.all(joined.map(({ ended }) => ended))

  expect({ code: made.code, helped: [...new Set(helped.map(({ code }) => code))] }).toEqual({
    code: 0,
    helped: [0],
  })
  const came = running.told.flatMap(({ line }) => /^note: (h\d+) helps, /.exec(line)?.[1] ?? [])
  expect(came.toSorted()).toEqual(names.toSorted())
  const { machines, ...held } = heldIn(join(folder, 'many.isobar'))
  expect(held).toEqual({ points: N * N, ended: N * N, timesSaved: [1] })
  expect(Object.keys(machines).length).toBeGreaterThan(HELPERS / 2)
  const [map, reference] = await Promise.all(
    ['many.isobar', 'reference.isobar'].map(session => valuesOf(session, folder)),
  )
  expect(map === reference).toBe(true)
}, 120_000)
