import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { runWorker } from '../../../src/node/pool/run-worker.js'
import { createStandingWorkers, type StandingWorkers } from '../../../src/node/pool/standing-workers.js'
import { type Executor } from '../../../src/core/ports.js'
import { type Plan } from '../../../src/shared/plan.js'
import { fakeFarm, type FakeFarm } from '../desk/fake-fork.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { type HandClock, handClock } from '../lan/support/hand-clock.js'

const plan: Plan = tinyPlan(9, 7)

let clock: HandClock
let farm: FakeFarm
let standing: StandingWorkers
beforeEach(() => {
  clock = handClock()
  farm = fakeFarm()
  standing = createStandingWorkers(farm.fork, clock)
})

/** What a pool does with a worker: greets it, gives it its plan, and has it when that is answered. */
const join = (): Promise<Executor> =>
  new Promise((resolve, reject) =>
    runWorker(
      {
        fork: standing.fork,
        clock,
        machine: 'here',
        plan,
        planId: 'map',
        listener: {
          joined: resolve,
          left: () => undefined,
          incident: (_, reason) => reject(new Error(reason)),
          exhausted: reject,
        },
      },
      { id: 'here/1', label: 'Worker 1' },
      { answered: () => undefined, ended: reject },
    ),
  )

describe('standing workers', () => {
  it('start when the set-up has been left alone for a moment, and only once', () => {
    standing.expect(plan, 2)
    clock.pass(300)
    standing.expect(plan, 3)
    clock.pass(300)
    expect(farm.alive()).toBe(0)
    clock.pass(100)
    expect(farm.alive()).toBe(3)
    standing.expect({ ...plan, settings: { T: 1 } }, 2)
    clock.pass(400)
    expect(farm.alive()).toBe(2)
  })

  it('compute points that nobody keeps, anew for another mechanism only', async () => {
    standing.expect(plan, 1)
    clock.pass(400)
    await expect.poll(() => farm.solvedPoints.length).toBeGreaterThanOrEqual(20_000)
    await setImmediate()
    const once = farm.solvedPoints.length
    standing.expect({ ...plan, settings: { T: 1 } }, 1)
    clock.pass(400)
    await setImmediate()
    expect(farm.solvedPoints).toHaveLength(once)
    standing.expect({ ...plan, mechanism: { ...plan.mechanism, name: 'another' } }, 1)
    clock.pass(400)
    await expect.poll(() => farm.solvedPoints.length).toBeGreaterThan(once)
  })

  it('are taken before others start, in the middle of a point too, and answer only what they are asked then', async () => {
    standing.expect(plan, 1)
    clock.pass(400)
    farm.hold()
    await setImmediate()
    const joined = join()
    expect(farm.alive()).toBe(1)
    farm.release()
    const executor = await joined
    const { from, to, rows } = await executor.solve(0, 2, 1000)
    expect({ from, to, first: rows[0] }).toEqual({ from: 0, to: 2, first: farm.solvedPoints.at(-2) })
    await join()
    expect(farm.alive()).toBe(2)
  })

  it('are not kept for ever, nor when something else computes', () => {
    standing.expect(plan, 2)
    clock.pass(400)
    clock.pass(179_999)
    expect(farm.alive()).toBe(2)
    clock.pass(1)
    expect(farm.alive()).toBe(0)
    standing.expect(plan, 2)
    standing.release()
    clock.pass(400)
    expect(farm.alive()).toBe(0)
  })
})
