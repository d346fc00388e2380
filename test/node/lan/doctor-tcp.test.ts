import { afterEach, expect, it } from 'vitest'
import { clock } from '../../../src/node/clock.js'
import { tryConnect, tryListen } from '../../../src/node/lan/doctor-tcp.js'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map(close => close()))
})

async function listen(port = 0): Promise<number> {
  const listener = await tryListen(port)
  closers.push(listener.close)
  return listener.port
}

it('tells an open port from one that refuses', async () => {
  const port = await listen()
  expect(await tryConnect(clock)('127.0.0.1', port)).toEqual({
    outcome: 'open',
    code: undefined,
    remote: '127.0.0.1',
  })
  await Promise.all(closers.splice(0).map(close => close()))
  expect(await tryConnect(clock)('127.0.0.1', port)).toEqual({
    outcome: 'refused',
    code: 'ECONNREFUSED',
    remote: '127.0.0.1',
  })
})

it('gives up on an address that is silent', async () => {
  // The limit goes off before the system has reported anything.
  const after = (_ms: number, callback: () => void): (() => void) => {
    queueMicrotask(callback)
    return () => {}
  }
  const trial = await tryConnect({ ...clock, after })('127.0.0.1', await listen())
  expect(trial).toEqual({ outcome: 'timed-out', code: undefined, remote: '127.0.0.1' })
})

it('rejects with the code of the system when the port is taken', async () => {
  const port = await listen()
  await expect(tryListen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
