import { afterEach, describe, expect, it } from 'vitest'
import { createPool } from '../../../src/node/pool/pool.js'
import { clock } from '../../../src/node/clock.js'
import { STATUS } from '../../../src/shared/record.js'
import { fakeFarm } from '../desk/fake-fork.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { borrower, hello, lender, type Stage, sweepWith, timesSaved } from './farm-stage.js'
import { linkPair } from './link-pair.js'

const sweeps: Stage[] = []
afterEach(async () => {
  await Promise.all(sweeps.splice(0).map(({ sweep }) => sweep.stop()))
})

function sweep(...args: Parameters<typeof sweepWith>): Stage {
  const stage = sweepWith(...args)
  sweeps.push(stage)
  return stage
}

const machinesOf = ({ saved }: Stage): string[] =>
  [...new Set(saved.map(({ executor }) => executor.split('/')[0]!))].toSorted()

describe('a sweep on other computers', () => {
  it('gives the same numbers, bit for bit, as on this one', async () => {
    const plan = tinyPlan(30, 20)
    const here = sweep(createPool({ fork: fakeFarm().fork, clock, machine: 'here' }), plan, 2)
    await here.sweep.finished

    const farm = borrower()
    const { helper } = lender('there', 2)
    const pair = linkPair()
    helper.serve(pair.helper)
    await farm.attach(pair.owner)
    const there = sweep(farm, plan)
    await there.sweep.finished

    expect(there.ledger.rows).toEqual(here.ledger.rows)
    expect(there.ledger.status).toEqual(here.ledger.status)
    expect(timesSaved(there)).toEqual(new Set([1]))
    expect(machinesOf(there)).toEqual(['there'])
  })

  it('shares the work among two helpers, and ends their processes', async () => {
    const farm = borrower()
    const lenders = [lender('one', 2), lender('two', 3)]
    for (const [k, { helper }] of lenders.entries()) {
      const pair = linkPair(`${k}`.repeat(64))
      helper.serve(pair.helper)
      await farm.attach(pair.owner)
    }
    for (const { workers } of lenders) workers.hold()
    const stage = sweep(farm, tinyPlan(40, 40))
    await expect.poll(() => farm.machines().map(({ atWork }) => atWork)).toEqual([2, 3])
    for (const { workers } of lenders) workers.release()
    await stage.sweep.finished

    expect(machinesOf(stage)).toEqual(['one', 'two'])
    expect(timesSaved(stage)).toEqual(new Set([1]))
    expect(lenders.map(({ workers }) => workers.alive())).toEqual([0, 0])
  })

  it('takes on a helper that comes while it runs', async () => {
    const farm = borrower()
    const stage = sweep(farm, tinyPlan(20, 20))
    const { helper } = lender('late', 1)
    const pair = linkPair()
    helper.serve(pair.helper)
    await farm.attach(pair.owner)
    await stage.sweep.finished
    expect(machinesOf(stage)).toEqual(['late'])
  })

  it('loses nothing and does nothing twice when a helper vanishes with slices in hand, and another takes over', async () => {
    const farm = borrower()
    const [first, second] = [lender('first', 3, 300), lender('second', 2)]
    const pair = linkPair('1'.repeat(64))
    first.helper.serve(pair.helper)
    await farm.attach(pair.owner)
    const stage = sweep(farm, tinyPlan(50, 40))
    await expect.poll(() => stage.ledger.counts().solved).toBeGreaterThan(100)
    await expect
      .poll(() => stage.sweep.progress().executors.map(({ state }) => state))
      .toEqual(['busy', 'busy', 'busy'])
    pair.cut()
    await expect.poll(() => first.workers.alive()).toBe(0)
    await expect.poll(() => stage.sweep.progress().executors).toEqual([])

    const other = linkPair('2'.repeat(64))
    second.helper.serve(other.helper)
    await farm.attach(other.owner)
    await stage.sweep.finished
    expect(timesSaved(stage)).toEqual(new Set([1]))
    expect(stage.ledger.counts()).toMatchObject({ solved: 2000, failed: 0 })
    expect(machinesOf(stage)).toEqual(['first', 'second'])
  })

  it('does not blame the point in hand when the connection is cut, however often', async () => {
    const farm = borrower()
    const { helper, workers } = lender('shaky', 1)
    const stage = sweep(farm, tinyPlan(1, 1))
    for (let k = 0; k < 5; k++) {
      workers.hold()
      const pair = linkPair()
      helper.serve(pair.helper)
      await farm.attach(pair.owner)
      await expect.poll(() => stage.sweep.progress().executors.map(({ state }) => state)).toEqual(['busy'])
      pair.cut()
      await expect.poll(() => stage.sweep.progress().executors).toEqual([])
      workers.release()
    }
    const pair = linkPair()
    helper.serve(pair.helper)
    await farm.attach(pair.owner)
    await stage.sweep.finished
    expect([...stage.ledger.status]).toEqual([STATUS.certified])
    expect(stage.saved.map(({ executor }) => executor)).toEqual(['shaky/6'])
  })

  it('keeps what a helper has in hand when it takes its cores back, and gets the rest again', async () => {
    const farm = borrower()
    const [first, second] = [lender('first', 2), lender('second', 1)]
    const pair = linkPair('1'.repeat(64))
    first.helper.serve(pair.helper)
    first.workers.hold()
    await farm.attach(pair.owner)
    const stage = sweep(farm, tinyPlan(10, 10))
    await expect
      .poll(() => stage.sweep.progress().executors.every(({ state }) => state === 'busy'))
      .toBe(true)
    await expect.poll(() => stage.sweep.progress().executors.length).toBe(2)
    first.lend({ lanes: 0, reason: 'in use' })
    await expect.poll(() => farm.machines()[0]).toMatchObject({ lanes: 0, reason: 'in use' })
    expect(stage.ledger.counts().solved).toBe(0)
    first.workers.release()
    await expect.poll(() => stage.sweep.progress().executors).toEqual([])
    expect(stage.ledger.counts().solved).toBe(first.workers.solvedPoints.length)
    expect(stage.sweep.progress().incidents.map(({ message }) => message)).toEqual([
      'first lends no cores now: in use',
      'in use',
      'in use',
    ])

    const other = linkPair('2'.repeat(64))
    second.helper.serve(other.helper)
    await farm.attach(other.owner)
    await stage.sweep.finished
    expect(timesSaved(stage)).toEqual(new Set([1]))
    const ofFirst = stage.saved.filter(({ executor }) => executor.startsWith('first/'))
    expect(ofFirst.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(first.workers.solvedPoints.length)
  })
})

describe('a helper that is set aside', () => {
  /** Two that tell the truth and one that does not, and a sweep in which that comes out. */
  async function scene() {
    const farm = borrower()
    const [good, fair] = [lender('good', 1), lender('fair', 1)]
    const bad = lender('bad', 2, Infinity, fakeFarm(() => STATUS.uncertified).fork)
    const pairs = [good, fair, bad].map(({ helper }, k) => {
      const pair = linkPair(`${k}`.repeat(64))
      helper.serve(pair.helper)
      return pair
    })
    for (const { workers } of [good, fair]) workers.hold()
    for (const pair of pairs) await farm.attach(pair.owner)
    const stage = sweep(farm, tinyPlan(30, 30))
    // The others begin when the liar has said something.
    await expect.poll(() => stage.saved.some(({ executor }) => executor.startsWith('bad/'))).toBe(true)
    for (const { workers } of [good, fair]) workers.release()
    await stage.sweep.finished
    return { farm, bad, badPair: pairs[2]!, stage }
  }
  const badAgain = (bad: ReturnType<typeof lender>) => {
    const pair = linkPair('2'.repeat(64))
    bad.helper.serve(pair.helper)
    return pair
  }

  it('is told why, its lanes leave, and its points are those of the others', async () => {
    const { bad, badPair, stage } = await scene()
    expect(badPair.closed()).toMatch(/^set aside: other computers got other values for point \d+$/)
    await expect.poll(() => bad.helper.distrust()).toHaveLength(1)
    expect(bad.helper.usage()).toEqual([])
    expect(new Set(stage.ledger.status)).toEqual(new Set([STATUS.certified]))
    const { machines, executors, incidents } = stage.sweep.progress()
    expect(machines.find(({ machine }) => machine === 'bad')).toMatchObject({ setAside: true, lanes: 0 })
    expect(executors.filter(({ machine }) => machine === 'bad')).toEqual([])
    const ends = incidents.map(({ message }) => message).filter(words => /lost|set aside|gone/.test(words))
    expect(ends).toEqual([expect.stringMatching(/^bad is set aside: /)])
  })

  it('is turned away when it comes back by itself, and used in the next sweep when a person asks', async () => {
    const { farm, bad } = await scene()
    const uninvited = badAgain(bad)
    await expect(farm.attach(uninvited.owner)).rejects.toMatchObject({ code: 'peer/refused' })
    expect(uninvited.closed()).toMatch(/^set aside: /)
    expect([...farm.setAside().keys()]).toEqual(['2'.repeat(64)])

    farm.readmit('2'.repeat(64))
    await farm.attach(badAgain(bad).owner)
    expect(farm.machines().map(({ machine }) => machine)).toEqual(['good', 'fair', 'bad'])
    const next = sweep(farm, tinyPlan(10, 10))
    await expect.poll(() => next.sweep.progress().machines.map(({ machine }) => machine)).toContain('bad')
  })
})

describe('helpers that come', () => {
  it('have different names, whatever they call themselves', async () => {
    const farm = borrower()
    for (const [k, name] of ['lab', 'lab', 'owner', 'lab'].entries()) {
      const pair = linkPair(`${k}`.repeat(64))
      lender(name, 1).helper.serve(pair.helper)
      await farm.attach(pair.owner)
    }
    expect(farm.machines().map(({ machine }) => machine)).toEqual([
      'lab',
      'lab 1111',
      'owner 2222',
      'lab 3333',
    ])
  })

  it('take the place of their former connection', async () => {
    const farm = borrower()
    const { helper, workers } = lender('lab', 1)
    const pairs = [linkPair(), linkPair()]
    for (const pair of pairs) {
      helper.serve(pair.helper)
      await farm.attach(pair.owner)
    }
    const stage = sweep(farm, tinyPlan(5, 5))
    await stage.sweep.finished
    expect(pairs.map(pair => pair.closed() === undefined)).toEqual([false, true])
    expect(farm.machines()).toHaveLength(1)
    expect(workers.solvedPoints).toHaveLength(25)
  })

  it.each([{ engine: 'isobar-engine/0' }, { protocol: 99 }])(
    'are refused on both sides, with the reason, when they differ: %j',
    async difference => {
      const { createRemoteFarm } = await import('../../../src/node/lan/remote-farm.js')
      const farm = createRemoteFarm({ clock, log: () => {}, hello: hello('owner', difference) })
      const pair = linkPair()
      lender('lab', 1).helper.serve(pair.helper)
      await expect(farm.attach(pair.owner)).rejects.toMatchObject({
        code: 'peer/mismatch',
        data: { theirs: expect.stringContaining('isobar-engine') as string },
      })
      expect(pair.closed()).toMatch(/owner speaks .*lab speaks/)
      expect(farm.machines()).toEqual([])
    },
  )
})
