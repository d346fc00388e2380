import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { IsobarError } from '../../src/shared/errors.js'
import { connect, serve, type Channel } from '../../src/shared/rpc.js'

interface Numbers {
  double: (values: Float64Array) => Float64Array
  slow: (argument: Record<string, never>) => Promise<string>
  diverge: (argument: Record<string, never>) => never
  stumble: (argument: Record<string, never>) => never
  unsendable: (argument: Record<string, never>) => unknown
}

/** A real channel, so that what cannot be cloned fails here as it does between processes. */
let ports: { port1: MessagePort; port2: MessagePort }
let release: (text: string) => void

const numbers: Numbers = {
  double: values => values.map(value => 2 * value),
  slow: () => new Promise(resolve => (release = resolve)),
  diverge: () => {
    throw new IsobarError('worker/hung', 'too slow', { executorId: 'w1', budgetMs: 5 })
  },
  stumble: () => {
    throw new TypeError('x is not a function')
  },
  unsendable: () => () => 1,
}

beforeEach(() => {
  ports = new MessageChannel()
})
afterEach(() => {
  ports.port1.close()
  ports.port2.close()
})

function channel(port: MessagePort): Channel {
  return {
    send: message => port.postMessage(message),
    onMessage: listener => {
      port.on('message', listener)
      return () => port.off('message', listener)
    },
  }
}

function pair() {
  const stop = serve<Numbers>(channel(ports.port1), numbers)
  return { ...connect<Numbers>(channel(ports.port2)), stop }
}

describe('rpc', () => {
  it('brings a typed array there and back unharmed', async () => {
    const { client } = pair()
    expect(await client.double(Float64Array.of(1, -0, NaN))).toEqual(Float64Array.of(2, -0, NaN))
  })

  it('gives each caller its own answer, whatever the order they come in', async () => {
    const { client } = pair()
    const slow = client.slow({})
    expect(await client.double(Float64Array.of(4))).toEqual(Float64Array.of(8))
    release('late')
    expect(await slow).toBe('late')
  })

  it('passes on an error with its code and data', async () => {
    await expect(pair().client.diverge({})).rejects.toMatchObject({
      code: 'worker/hung',
      data: { executorId: 'w1', budgetMs: 5 },
    })
  })

  it.each(['stumble', 'unsendable'] as const)('labels what nobody foresaw a bug (%s)', async method => {
    await expect(pair().client[method]({})).rejects.toMatchObject({ code: 'internal/bug' })
  })

  it.each(['missing', 'constructor', 'toString', '__proto__'])('refuses the method %s', async method => {
    const { client } = pair()
    const call = (client as unknown as Record<string, (argument: object) => Promise<unknown>>)[method]!
    await expect(call({})).rejects.toMatchObject({ code: 'internal/bug' })
  })

  it('fails a call whose argument cannot be sent, at once', async () => {
    await expect(pair().client.double((() => 1) as never)).rejects.toMatchObject({ code: 'internal/bug' })
  })

  it('fails every open call when it is closed, and hears nothing afterwards', async () => {
    const { client, close } = pair()
    const open = client.slow({})
    close()
    await expect(open).rejects.toMatchObject({ code: 'rpc/closed', data: { method: 'slow' } })
    expect(ports.port2.listenerCount('message')).toBe(0)
  })

  it('stops serving when told to', () => {
    const { stop } = pair()
    stop()
    expect(ports.port1.listenerCount('message')).toBe(0)
  })

  it('carries calls of both sides over one channel', async () => {
    const [left, right] = [channel(ports.port1), channel(ports.port2)]
    serve<Pick<Numbers, 'double'>>(left, numbers)
    serve<{ triple: (value: number) => number }>(right, { triple: value => 3 * value })
    const toLeft = connect<Pick<Numbers, 'double'>>(right).client
    const toRight = connect<{ triple: (value: number) => number }>(left).client

    const answers = await Promise.all([
      toLeft.double(Float64Array.of(1)),
      toRight.triple(1),
      toRight.triple(2),
    ])
    expect(answers).toEqual([Float64Array.of(2), 3, 6])
  })

  it('is no promise by itself, so that it can be returned from an async function', async () => {
    const { client } = pair()
    expect(await (async () => client)()).toBe(client)
  })
})
