import { expect, it } from 'vitest'
import { farmHandlers } from '../../../src/node/desk/farm-handlers.js'
import { createJob } from '../../../src/node/desk/job.js'
import { fakeFarm } from './fake-fork.js'
import { memorySession } from './memory-session.js'
import { tinyPlan } from './tiny-plan.js'

const isBusy = (ms: number): boolean => ms > 0

it('the timeline holds each slice once, whether it was saved before it was first asked for or after', async () => {
  const farm = fakeFarm(point => (point === 2 ? 100 : 1))
  const session = memorySession(tinyPlan(6, 5))
  const job = createJob({ session, fork: farm.fork, workers: 2 })
  const handlers = farmHandlers(() => job)
  job.resume()
  await job.settled()
  const first = (await handlers.farm({ from: 0 }))!
  await job.rerun([1, 7])
  await job.settled()
  const rest = (await handlers.farm({ from: first.total }))!

  expect(first.total).toBe(first.slices.end.length)
  expect(rest.from).toBe(first.total)
  expect(rest.slices.end.length).toBe(rest.total - first.total)
  const all = [first, rest].flatMap(({ slices, lanes }) =>
    [...slices.first].map((from, k) => [from, slices.last[k], lanes[slices.lane[k]!]]),
  )
  const laneOf = (executor: string): string => executor.replace(/\.\d+$/, '')
  expect(all).toEqual(
    session.saved.filter(s => isBusy(s.busyMs)).map(s => [s.from, s.to, laneOf(s.executor)]),
  )
  expect([...first.slices.failed].reduce((a, b) => a + b, 0)).toBe(1)
  expect(first.runs).toHaveLength(1)
  await job.close()
})

it('a slice in hand belongs to its worker, with the time since it began', async () => {
  const farm = fakeFarm()
  farm.hold()
  const job = createJob({ session: memorySession(tinyPlan(6, 5)), fork: farm.fork, workers: 2 })
  const handlers = farmHandlers(() => job)
  job.resume()
  await expect.poll(async () => (await handlers.farm({ from: 0 }))!.working.length).toBe(2)
  const { working, lanes, now } = (await handlers.farm({ from: 0 }))!
  expect(new Set(working.map(({ lane }) => lanes[lane])).size).toBe(2)
  expect(working.every(({ since, first, last }) => since <= now && first < last)).toBe(true)
  farm.release()
  await job.settled()
  expect((await handlers.farm({ from: 0 }))!.working).toEqual([])
  await job.close()
})
