import { describe, expect, it } from 'vitest'
import { createInspector } from '../../../src/node/desk/inspector.js'
import { fakeFarm } from './fake-fork.js'
import { handClock } from './hand-clock.js'
import { tinyPlan } from './tiny-plan.js'

const plan = tinyPlan(3, 3)

function scene() {
  const clock = handClock()
  const farm = fakeFarm()
  return { clock, farm, inspector: createInspector(farm.fork, clock) }
}

describe('the inspector', () => {
  it('starts a worker at the first question, keeps it for the next, and ends it when nobody asks', async () => {
    const { clock, farm, inspector } = scene()
    expect(farm.alive()).toBe(0)
    const first = await inspector.inspect({ plan, planId: 'p', point: 4 })
    const second = await inspector.inspect({ plan, planId: 'p', point: 5 })
    expect([first.point, second.point, farm.alive()]).toEqual([4, 5, 1])

    await clock.advance(31_000)
    expect(farm.alive()).toBe(0)
  })

  it('takes another worker for another plan', async () => {
    const { farm, inspector } = scene()
    await inspector.inspect({ plan, planId: 'p', point: 4 })
    await inspector.inspect({ plan: tinyPlan(2, 2), planId: 'q', point: 1 })
    expect(farm.alive()).toBe(1)
    inspector.close()
    expect(farm.alive()).toBe(0)
  })

  it('ends a worker that hangs, says so, and answers the next question with a fresh one', async () => {
    const { clock, farm, inspector } = scene()
    farm.hold()
    const answer = expect(inspector.inspect({ plan, planId: 'p', point: 4 })).rejects.toMatchObject({
      code: 'worker/hung',
    })
    await clock.advance(plan.solver.maxMsPerPoint + 6000)
    await answer
    expect(farm.alive()).toBe(0)

    farm.release()
    await expect(inspector.inspect({ plan, planId: 'p', point: 4 })).resolves.toMatchObject({ point: 4 })
  })
})
