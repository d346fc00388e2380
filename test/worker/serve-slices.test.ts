import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { type Channel, connect } from '../../src/shared/rpc.js'
import { WORKER_PROTOCOL, type WorkerContract } from '../../src/shared/worker-contract.js'
import { serveSlices } from '../../src/worker/serve-slices.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/**
 * A worker behind a real message channel. Its clock moves on by `stepMs` with each look, so that it breathes
 * after few points; `breathed` is called with each breath, before the messages are heard.
 */
async function worker(stepMs: number, breathed: () => void = () => {}) {
  const { port1, port2 } = new MessageChannel()
  const channelOf = (port: typeof port1): Channel => ({
    send: message => port.postMessage(message),
    onMessage: listener => {
      port.on('message', listener)
      return () => port.off('message', listener)
    },
  })
  let time = 0
  const breathe = async (): Promise<void> => {
    breathed()
    await new Promise(resolve => setImmediate(resolve))
  }
  const stop = serveSlices(channelOf(port2), 1, () => (time += stepMs), breathe)
  const { client, close } = connect<WorkerContract>(channelOf(port1))
  stops.push(() => {
    stop()
    close()
    port1.close()
    port2.close()
  })
  await client.hello({ protocol: WORKER_PROTOCOL })
  await client.plan({ planId: 'p', plan: tinyPlan(8, 8) })
  return client
}

const solve = { planId: 'p', from: 0, to: 64 }

describe('a worker', () => {
  it('gives the same bits whether it is interrupted after each point, recalled, or left alone', async () => {
    const alone = await (await worker(0)).solve(solve)
    let breaths = 0
    const busy = await worker(100, () => breaths++)
    const interrupted = await busy.solve(solve)
    expect({ ...interrupted, busyMs: 0 }).toEqual({ ...alone, busyMs: 0 })
    expect(breaths).toBe(63)

    const whole = busy.solve(solve)
    await busy.recall({ planId: 'p', from: 0, at: 5 })
    const first = await whole
    expect(first.to).toBeLessThan(64)
    const rest = await busy.solve({ ...solve, from: first.to })
    expect([...first.rows, ...rest.rows]).toEqual([...alone.rows])
    expect([...first.status, ...rest.status]).toEqual([...alone.status])
    expect([...first.reasons, ...rest.reasons]).toEqual([...alone.reasons])
  })

  it('ends a slice where it is asked to, or where it has got to', async () => {
    const client = await worker(100)
    const long = client.solve(solve)
    await client.recall({ planId: 'p', from: 0, at: 40 })
    const answer = await long
    expect([answer.from, answer.to]).toEqual([0, 40])
    expect(answer.status).toHaveLength(40)

    const short = client.solve(solve)
    await client.recall({ planId: 'p', from: 0, at: 0 })
    const { to, status } = await short
    expect(to).toBeGreaterThan(0)
    expect(to).toBeLessThan(10)
    expect(status).toHaveLength(to)
  })

  it('answers in order, one slice at a time, and nothing of one recalled before its first point', async () => {
    const client = await worker(100)
    const order: string[] = []
    const note = (name: string) => (result: { from: number; to: number }) => {
      order.push(name)
      return [result.from, result.to]
    }
    const answers = [
      client.solve({ ...solve, to: 20 }).then(note('first')),
      client.solve({ ...solve, from: 20, to: 40 }).then(note('recalled')),
      client.solve({ ...solve, from: 40, to: 64 }).then(note('last')),
    ]
    await client.recall({ planId: 'p', from: 20, at: 20 })
    expect(order).toEqual([])
    expect(await Promise.all(answers)).toEqual([
      [0, 20],
      [20, 20],
      [40, 64],
    ])
    expect(order).toEqual(['first', 'recalled', 'last'])
  })

  it('takes no notice of a recall that is too late, of another slice or another plan', async () => {
    const client = await worker(100)
    await client.recall({ planId: 'p', from: 0, at: 3 })
    const answer = client.solve({ ...solve, to: 20 })
    await client.recall({ planId: 'p', from: 5, at: 6 })
    await client.recall({ planId: 'other', from: 0, at: 3 })
    await client.recall({ planId: 'p', from: 0, at: 30 })
    expect((await answer).to).toBe(20)
    expect((await client.solve({ ...solve, to: 20 })).to).toBe(20)
  })

  it('goes on after a slice that it refused', async () => {
    const client = await worker(100)
    await expect(client.solve({ ...solve, planId: 'other' })).rejects.toMatchObject({ code: 'internal/bug' })
    expect((await client.solve({ ...solve, to: 3 })).to).toBe(3)
  })
})
