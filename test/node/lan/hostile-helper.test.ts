import { afterEach, describe, expect, it } from 'vitest'
import { clock } from '../../../src/node/clock.js'
import { combineFarms } from '../../../src/node/lan/combine-farms.js'
import { createRemoteFarm } from '../../../src/node/lan/remote-farm.js'
import { createPool } from '../../../src/node/pool/pool.js'
import { type HelperContract } from '../../../src/shared/peer-contract.js'
import { columnsOf } from '../../../src/shared/record.js'
import { type Client, connect, serve } from '../../../src/shared/rpc.js'
import { fakeFarm } from '../desk/fake-fork.js'
import { handClock } from '../desk/hand-clock.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { borrower, hello, type Stage, sweepWith, timesSaved } from './farm-stage.js'
import { linkPair, type LinkPair } from './link-pair.js'

type Tell = Client<Record<'laneJoined' | 'laneLeft' | 'incident' | 'state', (argument: unknown) => void>>
type Solve = (argument: Parameters<HelperContract['solve']>[0]) => unknown

/** A helper that does as told: `begun` runs when a plan has come. */
function rogue(
  pair: LinkPair,
  begun: (tell: Tell, run: string) => void,
  solve: Solve,
  says: unknown = hello('rogue'),
) {
  const { client } = connect<Record<string, (argument: unknown) => void>>(pair.helper.channel)
  serve(pair.helper.channel, {
    hello: () => says,
    begin: ({ run }: { run: string }) => begun(client as unknown as Tell, run),
    solve,
    recall: () => undefined,
    end: () => undefined,
  })
}

const plan = tinyPlan(12, 10)
const width = columnsOf(plan.mechanism).length
const honest = ({ from, to }: { from: number; to: number }) => ({
  from,
  to,
  status: new Uint8Array(to - from).fill(1),
  rows: new Float64Array((to - from) * width),
  reasons: [],
  busyMs: 1,
})
const never: Solve = () => new Promise(() => {})

const stages: Stage[] = []
afterEach(async () => {
  await Promise.all(stages.splice(0).map(({ sweep }) => sweep.stop()))
})

/** Sweeps with the rogue until it is cut off, then with honest workers of this computer. */
async function survive(
  begun: (tell: Tell, run: string) => void,
  solve: Solve,
): Promise<{ pair: LinkPair; stage: Stage }> {
  const pair = linkPair()
  rogue(pair, begun, solve)
  const remote = borrower()
  const local = createPool({ fork: fakeFarm().fork, clock, machine: 'here' })
  const stage = sweepWith(combineFarms([{ farm: local }, { farm: remote, coming: remote.coming }]), plan)
  stages.push(stage)
  await remote.attach(pair.owner)
  await expect.poll(() => pair.closed()).toBeDefined()
  await expect.poll(() => stage.sweep.progress().executors).toEqual([])
  stage.sweep.resize(1)
  await stage.sweep.finished
  return { pair, stage }
}

const joins = (tell: Tell, run: string, lane = '1'): void =>
  void tell.laneJoined({ run, lane, label: 'Core' }).catch(() => {})
const joinOnce = (tell: Tell, run: string): void => joins(tell, run)

const answers: [string, Solve][] = [
  ['rows of another length', slice => ({ ...honest(slice), rows: new Float64Array(3) })],
  ['rows of another type', slice => ({ ...honest(slice), rows: Array.from(honest(slice).rows) })],
  ['a status too many', slice => ({ ...honest(slice), status: new Uint8Array(1e6) })],
  ['another slice', slice => honest({ from: slice.from + 1, to: slice.to + 1 })],
  ['more than asked for', slice => honest({ from: slice.from, to: slice.to + 5 })],
  ['less than nothing', slice => ({ ...honest({ from: slice.from, to: slice.from }), to: slice.from - 1 })],
  ['no time', slice => ({ ...honest(slice), busyMs: NaN })],
  [
    'a million reasons',
    slice => ({ ...honest(slice), reasons: Array(1e5).fill({ at: slice.from, reason: '' }) }),
  ],
  ['a reason of no text', slice => ({ ...honest(slice), reasons: [{ at: slice.from, reason: {} }] })],
  ['nothing', () => undefined],
]

const tidings: [string, (tell: Tell, run: string) => void][] = [
  ['a lane twice', (tell, run) => [1, 2].forEach(() => joins(tell, run))],
  [
    'a lane that left and never came',
    (tell, run) => void tell.laneLeft({ run, lane: '9', reason: undefined }).catch(() => {}),
  ],
  ['lanes that are nonsense', tell => void tell.state({ lanes: '∞', reason: 7 }).catch(() => {})],
  ['more lanes than it has cores', tell => void tell.state({ lanes: 64, reason: undefined }).catch(() => {})],
  [
    'a lane of no name',
    (tell, run) => void tell.laneJoined({ run, lane: {}, label: 'Core' }).catch(() => {}),
  ],
  [
    'an incident as long as a book',
    (tell, run) => void tell.incident({ run, lane: '1', message: 'x'.repeat(1e6) }).catch(() => {}),
  ],
  [
    '10 000 lanes',
    (tell, run) => {
      for (let k = 0; k < 10_000; k++) joins(tell, run, String(k))
    },
  ],
]

describe('a sweep comes out right, and leaves a helper that', () => {
  it.each(answers)('answers with %s', async (_, solve) => {
    const { stage, pair } = await survive(joinOnce, solve)
    expect(pair.closed()).toContain('has another shape')
    expect(timesSaved(stage)).toEqual(new Set([1]))
    expect(stage.ledger.counts()).toMatchObject({ solved: 120, failed: 0 })
    expect(new Set(stage.saved.map(({ executor }) => executor))).toEqual(new Set(['here/1.1']))
  })

  it.each(tidings)('tells of %s', async (_, begun) => {
    const { stage } = await survive((tell, run) => {
      joins(tell, run, 'first')
      begun(tell, run)
    }, never)
    expect(stage.ledger.counts()).toMatchObject({ solved: 120, failed: 0 })
    expect(stage.sweep.progress().incidents.length).toBeLessThanOrEqual(200)
  })

  it('sends what is no message', async () => {
    const pair = linkPair()
    rogue(pair, joinOnce, never)
    const farm = borrower()
    await farm.attach(pair.owner)
    pair.helper.channel.send({ kind: 'fail', id: 0, error: null })
    await expect.poll(() => pair.closed()).toContain('no message of Isobar')
    await expect.poll(() => farm.machines()).toEqual([])
  })
})

describe('an owner does not use a helper that', () => {
  it.each([
    null,
    {},
    { ...hello('x'), cores: -1 },
    { ...hello('x'), cores: 1e9 },
    { ...hello('x'), name: 'x'.repeat(1e5) },
  ])('says of itself %j', async says => {
    const pair = linkPair()
    rogue(pair, joinOnce, never, says)
    const farm = borrower()
    await expect(farm.attach(pair.owner)).rejects.toMatchObject({ code: 'net/bad-frame' })
    expect(pair.closed()).toContain('says of itself')
    expect(farm.machines()).toEqual([])
  })

  it('does not answer the hello', async () => {
    const time = handClock()
    const farm = createRemoteFarm({ clock: time, log: () => {}, hello: hello('owner') })
    const pair = linkPair()
    const attached = expect(farm.attach(pair.owner)).rejects.toMatchObject({ code: 'peer/unreachable' })
    await time.advance(60_000)
    await attached
    expect(pair.closed()).toContain('did not answer')
  })

  it('beats but neither answers a slice nor ends it', async () => {
    const time = handClock()
    const farm = createRemoteFarm({ clock: time, log: () => {}, hello: hello('owner') })
    const pair = linkPair()
    rogue(pair, joinOnce, never)
    await farm.attach(pair.owner)
    const outcome = new Promise<unknown>(resolve => {
      farm.open(plan, 'plan', {
        joined: ({ solve }) => solve(0, 10, 5_000).catch(resolve),
        left: () => {},
        incident: () => {},
        exhausted: () => {},
      })
    })
    await expect.poll(() => farm.machines()[0]?.atWork).toBe(1)
    await time.advance(5_000)
    expect(pair.closed()).toBe(undefined)
    await time.advance(60_000)
    await expect(outcome).resolves.toMatchObject({
      code: 'worker/hung',
      data: { executorId: 'rogue/1', budgetMs: 5_000 },
    })
    expect(pair.closed()).toContain('gave no answer')
  })
})
