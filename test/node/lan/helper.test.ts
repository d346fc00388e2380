import { describe, expect, it } from 'vitest'
import { type HelperContract, type HelperEvents, PEER_LIMITS } from '../../../src/shared/peer-contract.js'
import { type Plan } from '../../../src/shared/plan.js'
import { type Client, connect, serve } from '../../../src/shared/rpc.js'
import { LEAVING_MS } from '../../../src/node/lan/helper-owner.js'
import { handClock } from '../desk/hand-clock.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { hello, lender, type Lender } from './farm-stage.js'
import { linkPair, type LinkPair } from './link-pair.js'

type Told = { [E in keyof HelperEvents]: [E, Parameters<HelperEvents[E]>[0]] }[keyof HelperEvents]

interface Visit {
  readonly pair: LinkPair
  readonly lender: Lender
  readonly client: Client<HelperContract>
  readonly told: Told[]
  /** Names of the lanes that joined, in order. */
  readonly lanes: () => string[]
}

/** An owner by hand at the door of a helper. */
function visit(to: Lender = lender('lab', 2), from?: string): Visit {
  const pair = linkPair(undefined, from)
  to.helper.serve(pair.helper)
  const told: Told[] = []
  serve(pair.owner.channel, {
    laneJoined: argument => void told.push(['laneJoined', argument]),
    laneLeft: argument => void told.push(['laneLeft', argument]),
    incident: argument => void told.push(['incident', argument]),
    state: argument => void told.push(['state', argument]),
  } satisfies HelperEvents)
  const { client } = connect<HelperContract>(pair.owner.channel)
  const lanes = (): string[] =>
    told.flatMap(([event, argument]) => (event === 'laneJoined' ? [argument.lane] : []))
  return { pair, lender: to, client, told, lanes }
}

const plan = tinyPlan(10, 10)
const BEGIN = { run: 'r', planId: 'plan', plan }

async function begun(to?: Lender, from?: string, run = BEGIN.run): Promise<Visit> {
  const visitor = visit(to, from)
  await visitor.client.hello(hello('owner'))
  await visitor.client.begin({ ...BEGIN, run })
  await expect.poll(() => visitor.lanes().length).toBeGreaterThanOrEqual(1)
  return visitor
}

const slice = (from: number, to: number, rest: object = {}) => ({
  run: 'r',
  lane: '1',
  from,
  to,
  budgetMs: 10_000,
  ...rest,
})

/** Resolves when the helper has heard all that was said before. */
const heard = (client: Client<HelperContract>): Promise<void> => client.end({ run: 'none' })

describe('a helper', () => {
  it('says who it is and what it lends, and computes slices', async () => {
    const { client, told } = await begun()
    expect(told[0]).toEqual(['state', { lanes: 2, reason: undefined }])
    const { from, to, status, rows } = await client.solve(slice(3, 5))
    expect([from, to, status.length, rows.length % 2]).toEqual([3, 5, 2, 0])
  })

  it('has workers ready for an owner who is there, and ends those that no plan took', async () => {
    const lab = lender('lab', 2)
    const { client } = visit(lab)
    expect(lab.workers.alive()).toBe(0)
    await client.hello(hello('owner'))
    expect(lab.workers.alive()).toBe(2)
    await client.begin(BEGIN)
    expect(lab.workers.alive()).toBe(2)
    await client.end({ run: 'r' })
    await visit(lab).client.hello(hello('owner'))
    expect(lab.workers.alive()).toBe(2)
    await lab.helper.close()
    expect(lab.workers.alive()).toBe(0)
  })

  it('takes a plan with the longest expressions a model may have', async () => {
    const { client } = await begun()
    let expression: Plan['mechanism']['parameters'][number]['expression'] = { kind: 'number', value: 1 }
    for (let depth = 0; depth < 60; depth++) expression = { kind: 'call', op: 'exp', args: [expression] }
    const [first, ...rest] = plan.mechanism.parameters
    const mechanism = { ...plan.mechanism, parameters: [{ ...first!, expression }, ...rest] }
    await client.begin({ ...BEGIN, run: 'deep', plan: { ...plan, mechanism } })
  })

  it('ends all processes when the connection ends, when the run ends and when it begins another', async () => {
    const visitor = await begun()
    const { lender: lab, client, pair, lanes } = visitor
    await expect.poll(() => lab.workers.alive()).toBe(2)
    await client.begin({ ...BEGIN, run: 'second' })
    await expect.poll(() => lanes().length).toBe(4)
    expect(lab.workers.alive()).toBe(2)
    await client.end({ run: 'second' })
    expect(lab.workers.alive()).toBe(0)

    await client.begin(BEGIN)
    await expect.poll(() => lab.workers.alive()).toBe(2)
    pair.cut()
    await expect.poll(() => lab.workers.alive()).toBe(0)
    expect(lab.helper.usage()).toEqual([])
  })

  it('tells the people at it who uses it, for what and how much', async () => {
    const { client, lender: lab } = await begun()
    await client.solve(slice(0, 4))
    await client.solve(slice(4, 9))
    await expect
      .poll(() => lab.helper.usage())
      .toEqual([
        {
          fingerprint: 'a'.repeat(64),
          name: 'owner',
          model: 'tiny',
          since: 1_700_000_000_000,
          lanes: 2,
          points: 9,
          busyMs: 2,
        },
      ])
  })

  it('gives back what was recalled before it began', async () => {
    const { client, lender: lab } = await begun()
    lab.workers.hold()
    const answers = [client.solve(slice(0, 10)), client.solve(slice(10, 20)), client.solve(slice(20, 30))]
    await client.recall({ run: 'r', lane: '1', from: 10, at: 14 })
    await client.recall({ run: 'r', lane: '1', from: 20, at: 20 })
    await expect(answers[2]).resolves.toMatchObject({ from: 20, to: 20, busyMs: 0 })
    lab.workers.release()
    await expect(answers[0]).resolves.toMatchObject({ from: 0, to: 10 })
    await expect(answers[1]).resolves.toMatchObject({ from: 10, to: 14 })
    expect(lab.workers.solvedPoints).toHaveLength(14)
  })

  it('shares its cores among the owners who compute, and gives them back', async () => {
    const lab = lender('lab', 3)
    const first = await begun(lab)
    await expect.poll(() => lab.workers.alive()).toBe(3)
    const second = await begun(lab, 'c'.repeat(64))
    await expect.poll(() => lab.helper.usage().map(({ lanes }) => lanes)).toEqual([2, 1])
    expect(first.told.at(-1)).toEqual(['laneLeft', { run: 'r', lane: '3', reason: 'shared with others' }])
    second.pair.cut()
    await expect.poll(() => lab.helper.usage().map(({ lanes }) => lanes)).toEqual([3])
  })

  it('leaves a connection that its owner may have lost for the one on which he asks for the same again', async () => {
    const lab = lender('lab', 2)
    const lost = await begun(lab)
    await expect.poll(() => lab.workers.alive()).toBe(2)
    const again = await begun(lab)
    await expect.poll(() => lab.helper.usage().map(({ lanes }) => lanes)).toEqual([0, 2])
    expect(lost.told.at(-1)).toMatchObject([
      'laneLeft',
      { reason: 'asked for the same over another connection' },
    ])
    again.pair.cut()
    await expect.poll(() => lab.helper.usage().map(({ lanes }) => lanes)).toEqual([2])
  })

  it('shares its cores fairly among two processes of one installation, on one plan', async () => {
    const lab = lender('lab', 2)
    const first = await begun(lab)
    await expect.poll(() => lab.workers.alive()).toBe(2)
    const second = await begun(lab, undefined, 'r2')
    await expect.poll(() => lab.helper.usage().map(({ lanes }) => lanes)).toEqual([1, 1])
    expect(first.told.at(-1)).toMatchObject(['laneLeft', { reason: 'shared with others' }])
    expect(second.told).toContainEqual(['state', { lanes: 1, reason: 'shared with others' }])
    second.pair.cut()
    await expect.poll(() => lab.helper.usage().map(({ lanes }) => lanes)).toEqual([2])
  })

  it('remembers who set it aside, and why, until its owner thinks anew', async () => {
    const lab = lender('lab', 1)
    const { pair } = await begun(lab)
    pair.owner.close('set aside: other computers got other values for point 7')
    await expect
      .poll(() => lab.helper.distrust())
      .toEqual([
        { name: 'owner', at: 1_700_000_000_000, reason: 'other computers got other values for point 7' },
      ])
    lab.helper.forgive()
    expect(lab.helper.distrust()).toEqual([])
  })

  it('finishes the slices in hand before it leaves, and gives back the others', async () => {
    const { client, lender: lab, told, pair } = await begun()
    lab.workers.hold()
    const inHand = client.solve(slice(0, 10))
    const unbegun = client.solve(slice(10, 20))
    const refused = expect(unbegun).rejects.toMatchObject({ code: 'cancelled' })
    await heard(client)
    const left = lab.helper.dismiss()
    await expect.poll(() => told.at(-1)).toMatchObject(['laneLeft', { lane: '2', reason: 'leaving' }])
    expect(pair.closed()).toBe(undefined)
    lab.workers.release()
    await expect(inHand).resolves.toMatchObject({ from: 0, to: 10 })
    await refused
    await left
    await expect
      .poll(() => told.filter(([event]) => event !== 'laneJoined'))
      .toEqual([
        ['state', { lanes: 2, reason: undefined }],
        ['state', { lanes: 0, reason: 'leaving' }],
        ['laneLeft', { run: 'r', lane: '2', reason: 'leaving' }],
        ['laneLeft', { run: 'r', lane: '1', reason: 'leaving' }],
      ])
    expect(pair.closed()).toBe('leaving')
    expect(lab.workers.alive()).toBe(0)
  })

  it('leaves within 25 s though a slice in hand takes longer', async () => {
    const time = handClock()
    const lab = lender('lab', 1, Infinity, undefined, time)
    const { client, pair } = await begun(lab)
    lab.workers.hold()
    const late = client.solve(slice(0, 10, { budgetMs: 600_000 }))
    late.catch(() => {})
    await heard(client)
    const left = lab.helper.dismiss()
    await time.advance(LEAVING_MS - 1)
    expect(pair.closed()).toBeUndefined()
    await time.advance(1)
    await left
    expect(pair.closed()).toBe('leaving')
    expect(lab.workers.alive()).toBe(0)
    lab.workers.release()
  })

  it('cannot be held up by a slice in hand when it has to end at once', async () => {
    const { client, lender: lab } = await begun()
    lab.workers.hold()
    client.solve(slice(0, 10)).catch(() => {})
    await heard(client)
    void lab.helper.dismiss()
    await lab.helper.close()
    expect(lab.workers.alive()).toBe(0)
  })
})

describe('a helper says no, and goes on, to an honest owner who', () => {
  it('asks a lane that has just left', async () => {
    const { client, lender: lab, told, pair } = await begun()
    lab.lend({ lanes: 0, reason: 'in use' })
    await expect.poll(() => told.filter(([event]) => event === 'laneLeft')).toHaveLength(2)
    await expect(client.solve(slice(0, 1))).rejects.toMatchObject({ code: 'cancelled' })
    expect(pair.closed()).toBe(undefined)
  })

  it('asks for a run that has just ended', async () => {
    const { client, pair } = await begun()
    await client.begin({ ...BEGIN, run: 'next' })
    await expect(client.solve(slice(0, 1))).rejects.toMatchObject({ code: 'cancelled' })
    await client.end({ run: 'r' })
    expect(pair.closed()).toBe(undefined)
  })

  it('has a map larger than a helper should keep in mind', async () => {
    const { client, pair } = await begun()
    const values = Array.from({ length: 5000 }, (_, i) => i + 1)
    const large = { ...plan, x: { ...plan.x, values }, y: { ...plan.y, values } }
    await expect(client.begin({ ...BEGIN, plan: large })).rejects.toMatchObject({ code: 'input/invalid' })
    expect(pair.closed()).toBe(undefined)
  })
})

const planWith = (change: (plan: { -readonly [K in keyof Plan]: Plan[K] }) => void): unknown => {
  const copy = structuredClone(plan)
  change(copy)
  return { ...BEGIN, plan: copy }
}
const nested = (depth: number): Plan['mechanism']['parameters'][number]['expression'] =>
  depth === 0
    ? { kind: 'number', value: 1 }
    : { kind: 'call', op: 'add', args: Array<never>(12).fill(nested(depth - 1) as never) }
const many = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

const attacks: [
  string,
  (client: Client<Record<string, (argument: unknown) => unknown>>) => Promise<unknown>,
][] = [
  [
    'a plan with an index that leads nowhere',
    client => client['begin']!(planWith(p => (p.mechanism = { ...p.mechanism, temperature: 99 }))),
  ],
  ['a plan with NaN for a number', client => client['begin']!(planWith(p => (p.start = [NaN, 1])))],
  [
    'a plan of 1e10 points',
    client =>
      client['begin']!(
        planWith(p => {
          p.x = { ...p.x, values: many(100_000) }
          p.y = { ...p.y, values: many(100_000) }
        }),
      ),
  ],
  [
    'an axis beyond all axes',
    client => client['begin']!(planWith(p => (p.x = { ...p.x, values: many(100_001) }))),
  ],
  [
    'a plan with an expression that fills a book',
    client =>
      client['begin']!(
        planWith(p => {
          const [first, ...rest] = p.mechanism.parameters
          p.mechanism = { ...p.mechanism, parameters: [{ ...first!, expression: nested(3)! }, ...rest] }
        }),
      ),
  ],
  [
    'a plan with more to say',
    client => client['begin']!({ ...BEGIN, plan: { ...plan, path: '/etc/passwd' } }),
  ],
  ['no plan', client => client['begin']!({ ...BEGIN, plan: null })],
  ['a run without a name', client => client['begin']!({ planId: 'plan', plan })],
  ['nothing at all', client => client['solve']!(undefined)],
  ['a lane that never was', client => client['solve']!(slice(0, 1, { lane: '77' }))],
  ['a reversed range', client => client['solve']!(slice(5, 4))],
  ['an empty range', client => client['solve']!(slice(5, 5))],
  ['points beyond the map', client => client['solve']!(slice(90, 101))],
  ['half a point', client => client['solve']!(slice(0, 1.5))],
  ['a negative point', client => client['solve']!(slice(-1, 1))],
  ['an endless budget', client => client['solve']!(slice(0, 1, { budgetMs: Infinity }))],
  ['a budget of no number', client => client['solve']!(slice(0, 1, { budgetMs: '1e9' }))],
  [
    'too many slices at a time',
    client => Promise.all(many(PEER_LIMITS.slicesPerLane + 1).map(k => client['solve']!(slice(k, k + 1)))),
  ],
  ['a recall of nothing', client => client['recall']!({ run: 'r', lane: '1', from: NaN, at: 0 })],
  [
    'plan after plan',
    async client => {
      for (let k = 0; k < 100; k++) await client['begin']!(BEGIN)
    },
  ],
]

describe('a helper refuses, and leaves, an owner who sends', () => {
  it.each(attacks)('%s', async (_, attack) => {
    const { pair, client, lender: lab } = await begun()
    lab.workers.hold()
    await expect(attack(client as never)).rejects.toMatchObject({ code: 'peer/refused' })
    expect(pair.closed()).toContain('the connection was ended')
    await expect.poll(() => lab.workers.alive()).toBe(0)
    expect(lab.helper.usage()).toEqual([])
  })

  it.each([
    ['null', null],
    ['text', 'begin'],
    ['no method', { kind: 'call', id: 1 }],
    ['no id', { kind: 'call', method: 'hello', argument: {} }],
    ['a failure without a reason', { kind: 'fail', id: 1, error: null }],
    ['another kind', { kind: 'shell', id: 1 }],
  ])('what is no message: %s', async (_, message) => {
    const { pair, lender: lab } = await begun()
    pair.owner.channel.send(message)
    await expect.poll(() => pair.closed()).toContain('no message of Isobar')
    await expect.poll(() => lab.workers.alive()).toBe(0)
  })

  it.each(['__proto__', 'constructor', 'toString', 'fork'])(
    'a call of %s, which it only does not know',
    async method => {
      const { pair, client } = await begun()
      const call = client as unknown as Record<string, (argument: unknown) => Promise<unknown>>
      await expect(call[method]!({})).rejects.toMatchObject({ code: 'internal/bug' })
      expect(pair.closed()).toBe(undefined)
    },
  )

  it.each(['begin', 'solve', 'recall', 'end'] as const)('%s before it said who it is', async method => {
    const { pair, client, lender: lab } = visit()
    const argument = {
      begin: BEGIN,
      solve: slice(0, 1),
      recall: { run: 'r', lane: '1', from: 0, at: 0 },
      end: { run: 'r' },
    }
    await expect(client[method](argument[method] as never)).rejects.toMatchObject({ code: 'peer/refused' })
    expect(pair.closed()).toContain('who it is')
    expect(lab.workers.alive()).toBe(0)
  })

  it('no stack or path of the helper comes back with an error', async () => {
    const { pair, client } = await begun()
    const frames: unknown[] = []
    pair.owner.channel.onMessage(frame => frames.push(frame))
    await client.solve(slice(5, 4)).catch(() => {})
    expect(frames).toMatchObject([{ kind: 'fail', error: { code: 'peer/refused', remoteStack: undefined } }])
  })
})
