import { once } from 'node:events'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFaultProxy, type FaultProxy } from '../support/fault-proxy.js'

let server: Server
let accepted: Socket[]
let proxy: FaultProxy
let client: Socket
let heard: Buffer

/** An echo behind the proxy, and a client connected through it. */
beforeEach(async () => {
  accepted = []
  server = createServer(socket => {
    accepted.push(socket)
    socket.on('error', () => {})
    socket.on('data', chunk => socket.write(chunk))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await createFaultProxy({ host: '127.0.0.1', port: (server.address() as { port: number }).port })
  client = createConnection(proxy.port, '127.0.0.1')
  client.on('error', () => {})
  heard = Buffer.alloc(0)
  client.on('data', chunk => (heard = Buffer.concat([heard, chunk])))
  await once(client, 'connect')
})
afterEach(async () => {
  client.destroy()
  await proxy.close()
  for (const socket of accepted) socket.destroy()
  server.close()
})

/** Unlike `once`, does not take the error before it for a failure. */
const closed = (socket: Socket): Promise<unknown> => new Promise(resolve => socket.once('close', resolve))
const heardText = (): string => heard.toString()
const poll = expect.poll
const patience = { timeout: 5_000, interval: 5 }

it('passes bytes both ways, and the end of the stream behind them', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
  client.end(bytes)
  await once(client, 'end')
  expect(heard.equals(bytes)).toBe(true)
})

it('delays each direction by as much as it is told', async () => {
  proxy.toServer.delayMs = 60
  proxy.toClient.delayMs = 90
  const from = performance.now()
  client.write('x')
  await once(client, 'data')
  expect(performance.now() - from).toBeGreaterThan(145)
})

it('lets through so many bytes a second', async () => {
  proxy.toServer.bytesPerSecond = 200_000
  const from = performance.now()
  client.write(Buffer.alloc(100_000))
  await poll(() => heard.length, patience).toBe(100_000)
  expect(performance.now() - from).toBeGreaterThan(450)
})

it('holds one direction back, and lets it go in order when it may speak again', async () => {
  proxy.toClient.silent = true
  const atServer = accepted[0] ? once(accepted[0], 'data') : once(server, 'connection')
  client.write('one,')
  await atServer
  client.write('two')
  await poll(() => accepted[0]?.bytesRead, patience).toBe(7)
  expect(heardText()).toBe('')
  proxy.toClient.silent = false
  await poll(heardText, patience).toBe('one,two')
})

it('flips a bit of one byte, and of no other', async () => {
  proxy.corruptNext('toServer')
  client.write('abc')
  await poll(heardText, patience).toBe('`bc')
  client.write('abc')
  await poll(heardText, patience).toBe('`bcabc')
})

it('cuts both sides, and refuses new connections only when told to', async () => {
  client.write('x')
  await once(client, 'data')
  const ends = [closed(client), closed(accepted[0]!)]
  proxy.cut()
  await Promise.all(ends)

  proxy.refuse = true
  const refused = createConnection(proxy.port, '127.0.0.1').on('error', () => {})
  await closed(refused)
  proxy.refuse = false
  const again = createConnection(proxy.port, '127.0.0.1')
  again.write('y')
  expect(String((await once(again, 'data'))[0])).toBe('y')
  again.destroy()
})

it('leaves the server with a connection that is only half there', async () => {
  client.write('x')
  await once(client, 'data')
  const ended = closed(client)
  proxy.halfOpen()
  await ended
  const [socket] = accepted
  const written = new Promise(resolve => socket!.write('still there?', resolve))
  await written
  expect({ destroyed: socket!.destroyed, ended: socket!.readableEnded }).toEqual({
    destroyed: false,
    ended: false,
  })
})
