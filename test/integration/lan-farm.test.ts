import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clock } from '../../src/node/clock.js'
import { combineFarms } from '../../src/node/lan/combine-farms.js'
import { type Helper } from '../../src/node/lan/helper.js'
import { forkNodeWorker } from '../../src/node/pool/fork-node.js'
import { createPool } from '../../src/node/pool/pool.js'
import { type ForkWorker } from '../../src/node/pool/worker-process.js'
import { buildPlan } from '../../src/shared/model/build-plan.js'
import { type Plan } from '../../src/shared/plan.js'
import { borrower, lender, type Stage, sweepWith, timesSaved } from '../node/lan/farm-stage.js'
import { builtCli, ROOT } from '../support/built.js'
import { socketPair } from './lan-socket.js'

let fork: ForkWorker
beforeAll(async () => {
  fork = forkNodeWorker(join(dirname(await builtCli()), 'worker.js'))
})

const pids: number[] = []
const forkNoted: ForkWorker = () => {
  const worker = fork()
  if (worker.pid !== undefined) pids.push(worker.pid)
  return worker
}

const helpers: Helper[] = []
const sweeps: Stage[] = []
afterEach(async () => {
  await Promise.all(sweeps.splice(0).map(({ sweep }) => sweep.stop()))
  await Promise.all(helpers.splice(0).map(helper => helper.close()))
  expect(pids.splice(0).filter(isAlive)).toEqual([])
})

function help(name: string, lanes: number, workers = forkNoted): Helper {
  const { helper } = lender(name, lanes, Infinity, workers)
  helpers.push(helper)
  return helper
}

function sweep(...args: Parameters<typeof sweepWith>): Stage {
  const stage = sweepWith(...args)
  sweeps.push(stage)
  return stage
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** CO oxidation over the pressures of CO and O2: about 25 µs per point. */
function oxidation(n: number): Plan {
  const modelText = readFileSync(join(ROOT, 'resources/models/co-oxidation-pt100.yaml'), 'utf8')
  const axis = (parameter: string) => ({ parameter, scale: 'linear' as const, from: 1e-5, to: 0.5, count: n })
  return buildPlan({ modelText, x: axis('pCO'), y: axis('pO2'), settings: {}, start: 'empty' })
}

async function computedHere(plan: Plan): Promise<Stage> {
  const stage = sweep(createPool({ fork: forkNoted, clock, machine: 'here' }), plan, 2)
  await stage.sweep.finished
  return stage
}

function expectSame(stage: Stage, reference: Stage): void {
  expect(Buffer.from(stage.ledger.rows.buffer).equals(Buffer.from(reference.ledger.rows.buffer))).toBe(true)
  expect(stage.ledger.status).toEqual(reference.ledger.status)
  expect(timesSaved(stage)).toEqual(new Set([1]))
}

describe('a map made on another computer', () => {
  it('is the same, bit for bit, as one made here', async () => {
    const plan = oxidation(40)
    const reference = await computedHere(plan)
    const farm = borrower()
    const pair = await socketPair()
    help('there', 2).serve(pair.helper)
    await farm.attach(pair.owner)
    const stage = sweep(farm, plan)
    await stage.sweep.finished
    expectSame(stage, reference)
  })

  it('is the same when this one helps, the connection is cut again and again and workers are killed', async () => {
    const plan = oxidation(400)
    const reference = await computedHere(plan)
    const farm = borrower()
    const helper = help('there', 2)
    const stage = sweep(
      combineFarms([
        { farm: createPool({ fork: forkNoted, clock, machine: 'here' }) },
        { farm, coming: farm.coming },
      ]),
      plan,
      1,
    )
    const solved = (): number => stage.ledger.counts().solved + stage.ledger.counts().failed
    for (let k = 0; k < 4; k++) {
      const pair = await socketPair()
      helper.serve(pair.helper)
      await farm.attach(pair.owner)
      await expect.poll(() => farm.machines()[0]?.atWork, { timeout: 20_000 }).toBeGreaterThan(0)
      const before = solved()
      await expect.poll(() => solved() > before, { interval: 2, timeout: 20_000 }).toBe(true)
      if (k === 1) process.kill(pids.findLast(isAlive)!, 'SIGKILL')
      if (k < 3) pair.cut()
    }
    await stage.sweep.finished
    expectSame(stage, reference)
    const machines = new Set(stage.saved.map(({ executor }) => executor.split('/')[0]))
    expect(machines).toEqual(new Set(['here', 'there']))
  })

  it('goes on when a worker of the helper dies, with another in its place', async () => {
    const farm = borrower()
    const pair = await socketPair()
    help('there', 1).serve(pair.helper)
    await farm.attach(pair.owner)
    const joined: string[] = []
    const left: unknown[] = []
    const handle = farm.open(oxidation(10), 'plan', {
      joined: ({ id }) => joined.push(id),
      left: (id, reason) => left.push([id, reason]),
      incident: () => {},
      exhausted: () => {},
    })
    await expect.poll(() => joined, { timeout: 20_000 }).toEqual(['there/1'])
    process.kill(pids[0]!, 'SIGKILL')
    await expect.poll(() => joined, { timeout: 20_000 }).toEqual(['there/1', 'there/2'])
    expect(left).toEqual([['there/1', 'worker ended by SIGKILL']])
    await handle.close()
    expect(pids.filter(isAlive)).toEqual([])
  })

  it('is not waited for when the workers of the helper do not start, nor those of this computer', async () => {
    const broken = forkNodeWorker(join(ROOT, 'test/fixtures/workers/other-engine.mjs'))
    const farm = borrower()
    const pair = await socketPair()
    help('there', 2, broken).serve(pair.helper)
    await farm.attach(pair.owner)
    const here = createPool({ fork: broken, clock, machine: 'here' })
    const stage = sweep(combineFarms([{ farm: here }, { farm, coming: farm.coming }]), oxidation(5), 1)
    await expect.poll(() => stage.troubles, { timeout: 20_000 }).toMatchObject([{ code: 'worker/mismatch' }])
    expect(farm.machines()[0]).toMatchObject({ lanes: 0, reason: 'its workers do not start', atWork: 0 })
  })
})
