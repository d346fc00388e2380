import { describe, expect, it } from 'vitest'
import { type Lease, type Recall } from '../../src/core/leases.js'
import { createSchedule, POLICY } from '../../src/core/schedule.js'
import { play } from './support/play.js'
import { seeded } from './support/random.js'

interface InHand {
  readonly lease: Lease
  /** Where the executor would end now; recalls move it, unless they are not heard. */
  end: number
}

/** Executors of three machines, played by dice: they answer in order, whole or cut short, fail, come and go. */
function playByDice(seed: number) {
  const random = seeded(seed)
  const below = (n: number): number => Math.floor(n * random())
  const points = 1 + below(400)
  const schedule = createSchedule([{ from: 0, to: points }], POLICY, [1, 7, 50][seed % 3])
  const ended = new Uint8Array(points)
  const queues = new Map<string, InHand[]>()
  let now = 0
  let serial = 0
  let reopened = 0

  function join(): void {
    const machine = `m${below(3)}`
    const id = `${machine}/${serial++}`
    queues.set(id, [])
    schedule.joined({ id, machine, trusted: machine === 'm0' })
  }

  function order(): void {
    const { recalls, leases } = schedule.next(now)
    for (const recall of recalls) if (random() < 0.8) hear(recall)
    for (const lease of leases) queues.get(lease.executorId)!.push({ lease, end: lease.to })
  }

  function hear({ executorId, from, at }: Recall): void {
    for (const [place, entry] of (queues.get(executorId) ?? []).entries())
      if (entry.lease.from === from && at < entry.end)
        entry.end = place > 0 || random() < 0.3 ? at : at + below(entry.end - at + 1)
  }

  function end(at: number): void {
    expect(ended[at]).toBe(0)
    ended[at] = 1
  }

  function act(): void {
    now += 300 * random() ** 3
    const [id, queue] = [...queues][below(queues.size)] ?? []
    const dice = random()
    if (id === undefined || queue === undefined || dice < 0.03) join()
    else if (dice < 0.06) {
      queues.delete(id)
      for (const at of schedule.left(id, random() < 0.5, now).guilty) end(at)
    } else if (dice < 0.1 && queue.length > 0) {
      for (const at of schedule.failed(queue.shift()!.lease.token, now).guilty) end(at)
    } else if (dice < 0.75 && queue.length > 0) {
      const { lease, end: to } = queue.shift()!
      for (const part of schedule.answered(lease.token, to, random() * 60, now))
        for (let at = part.from; at < part.to; at++) end(at)
    } else if (dice < 0.77 && reopened < 5) reopen()
    else if (dice < 0.79) {
      const from = below(points)
      if (ended[from]) schedule.audit({ from, to: from + 1, machines: [`m${below(3)}`], failures: 0 })
    } else if (dice < 0.792) schedule.expel('m2', now)
    else order()
    schedule.check()
  }

  function reopen(): void {
    const from = below(points)
    let to = from
    while (to < points && ended[to]) ended[to++] = 0
    if (to > from) reopened++
    schedule.reopen(to > from ? [{ from, to }] : [])
  }

  for (let turn = 0; turn < 400 && schedule.open() > 0; turn++) act()
  // In the end a fresh executor, which does all it is asked to, brings it home.
  for (const id of queues.keys()) schedule.left(id, false, now)
  queues.clear()
  queues.set('m0/last', [])
  schedule.joined({ id: 'm0/last', machine: 'm0', trusted: true })
  while (schedule.open() > 0) {
    order()
    const { lease } = queues.get('m0/last')!.shift()!
    for (const part of schedule.answered(lease.token, lease.to, 1, ++now))
      for (let at = part.from; at < part.to; at++) end(at)
    schedule.check()
  }
  return ended
}

describe('a schedule', () => {
  it('ends every point exactly once and forgets nothing, whatever happens (500 seeds)', () => {
    for (let seed = 1; seed <= 500; seed++) expect(playByDice(seed)).not.toContain(0)
  }, 60_000)

  it('hands out again at once what an executor that leaves has held', () => {
    const schedule = createSchedule([{ from: 0, to: 100 }])
    for (const id of ['a', 'b']) schedule.joined({ id, machine: 'here', trusted: true })
    expect(schedule.next(0).leases.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ])
    schedule.left('a', false, 0)
    schedule.joined({ id: 'c', machine: 'here', trusted: true })
    expect(schedule.next(0).leases).toMatchObject([{ executorId: 'c', from: 0 }])
  })

  it('shares 90 000 small points among equal workers with few slices and hardly a recall', () => {
    const costs = new Float64Array(90_000).fill(0.015)
    const { makespan, leases, recalls, computed } = play({
      costs,
      hosts: { here: [1, 1, 1, 1] },
      latencyMs: 0.3,
    })
    expect(makespan).toBeLessThan(1.05 * 0.25 * 0.015 * 90_000)
    expect(leases).toBeLessThan(100)
    expect(recalls).toBeLessThan(5)
    expect(computed).toBeLessThan(1.01 * 90_000)
  })
})

describe('an idle executor', () => {
  /** Two executors that need 1 ms for a point; the first has all that is left, the second has nothing. */
  function tail(points: number) {
    const schedule = createSchedule([{ from: 0, to: points + 2 }], { size: () => points, steals: true })
    for (const id of ['busy', 'idle']) schedule.joined({ id, machine: 'here', trusted: true })
    let now = 0
    const [first, second] = schedule.next(now).leases
    schedule.answered(second!.token, second!.to, second!.to - second!.from, ++now)
    return { schedule, first: first!, now }
  }

  it('takes half of what another has not begun, and the other is told', () => {
    const { schedule, first, now } = tail(1000)
    const { leases, recalls } = schedule.next(now)
    expect(recalls).toEqual([{ executorId: 'busy', from: 0, at: leases[0]!.from }])
    expect(leases[0]).toMatchObject({ executorId: 'idle', to: first.to })
    expect(Math.abs(leases[0]!.from - 500)).toBeLessThan(5)
    schedule.check()
  })

  it('takes nothing that would take the other hardly any time', () => {
    const { schedule, now } = tail(30)
    expect(schedule.next(now)).toEqual({ leases: [], recalls: [] })
  })

  it('takes all, piece by piece, from one that is overdue, and copies its last point once', () => {
    const { schedule } = tail(64)
    const taken: number[] = []
    let now = 2000
    for (;;) {
      const [lease] = schedule.next(now).leases
      if (lease === undefined) break
      taken.push(lease.from)
      schedule.answered(lease.token, lease.to, lease.to - lease.from, (now += 50))
      schedule.check()
    }
    expect(taken.at(-1)).toBe(0)
    expect(taken).toEqual(taken.toSorted((a, b) => b - a))
    expect(schedule.open()).toBe(0)
  })
})

describe('points that are computed a line at a time', () => {
  it('go to one executor by whole lines, also those that are taken from another', () => {
    const schedule = createSchedule([{ from: 0, to: 1000 }], { size: () => 130, steals: true }, 50)
    for (const id of ['busy', 'idle']) schedule.joined({ id, machine: 'here', trusted: true })
    let now = 0
    const begun = schedule.next(now).leases
    expect(begun.map(({ from, to }) => [from, to])).toEqual([
      [0, 150],
      [150, 300],
    ])
    let idle = begun[1]
    for (let k = 0; k < 100 && idle; k++) {
      schedule.answered(idle.token, idle.to, 50, (now += 50))
      const { leases, recalls } = schedule.next(now)
      for (const { from, to } of leases) expect([from % 50, to % 50]).toEqual([0, 0])
      for (const { at } of recalls) expect(at % 50).toBe(0)
      idle = leases.find(({ executorId }) => executorId === 'idle')
      schedule.check()
    }
    expect(schedule.open()).toBeLessThanOrEqual(150)
  })

  it('end as failed together after three breakdowns, since nobody can tell which of them it was', () => {
    const schedule = createSchedule([{ from: 0, to: 20 }], { size: () => 1, steals: false }, 20)
    const guilty = [1, 2, 3].flatMap(k => {
      schedule.joined({ id: `w${k}`, machine: 'here', trusted: true })
      expect(schedule.next(k).leases).toMatchObject([{ from: 0, to: 20 }])
      return schedule.left(`w${k}`, true, k).guilty
    })
    expect(guilty).toEqual([...Array(20).keys()])
    expect(schedule.open()).toBe(0)
  })
})
