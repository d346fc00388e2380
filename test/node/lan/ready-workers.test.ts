import { expect, it } from 'vitest'
import { createReadyWorkers, READY_MS } from '../../../src/node/lan/ready-workers.js'
import { fakeFarm } from '../desk/fake-fork.js'
import { handClock } from './support/hand-clock.js'

it('ready workers are taken before others start, and not kept longer than a plan takes to come', async () => {
  const clock = handClock()
  const farm = fakeFarm()
  const ready = createReadyWorkers(farm.fork, clock)
  ready.expect(2)
  const taken = [ready.fork(), ready.fork(), ready.fork()]
  expect(farm.alive()).toBe(3)

  ready.expect(2)
  clock.pass(READY_MS - 1)
  ready.expect(1)
  expect(farm.alive()).toBe(5)
  clock.pass(READY_MS - 1)
  expect(farm.alive()).toBe(5)
  clock.pass(1)
  expect(farm.alive()).toBe(3)
  taken.forEach(worker => worker.kill())
  expect(farm.alive()).toBe(0)
})
