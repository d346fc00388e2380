import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { socketChannel } from '../../../src/node/net/socket-channel.js'
import { startUiServer, type UiServer } from '../../../src/node/net/ui-server.js'
import { SOCKET_PATH } from '../../../src/shared/bridge.js'
import { encode } from '../../../src/shared/codec.js'
import { connect, serve, type Channel } from '../../../src/shared/rpc.js'

interface Echo {
  double: (values: Float64Array) => Float64Array
}

let folder: string
let server: UiServer
/** Channels of the pages that are open now. */
let attached: Set<Channel>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isobar-ui-'))
  await mkdir(join(folder, 'root', 'assets'), { recursive: true })
  await writeFile(join(folder, 'root', 'index.html'), '<title>page</title>')
  await writeFile(join(folder, 'root', 'assets', 'a.js'), 'export {}')
  await writeFile(join(folder, 'root', 'notes.txt'), 'not part of the page')
  await writeFile(join(folder, 'secret.json'), '{}')
  attached = new Set()
  server = await startUiServer({
    root: join(folder, 'root'),
    attach: channel => {
      attached.add(channel)
      const stop = serve<Echo>(channel, { double: values => values.map(value => 2 * value) })
      return () => {
        attached.delete(channel)
        stop()
      }
    },
  })
})

afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe('the token', () => {
  it('is spent for a cookie and leaves the address', async () => {
    const first = await get(server.url)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^isobar-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    )
  })

  it('opens nothing a second time, to one who has no cookie', async () => {
    await get(server.url)
    expect((await get(server.url)).status).toBe(403)
  })

  it('is not needed again by the page that spent it, which may reload and come back', async () => {
    const cookie = await enter()
    expect((await get('/', { cookie })).status).toBe(200)
    expect((await get(server.url, { cookie })).status).toBe(303)
  })

  it.each(['', 'wrong', 'token'])('is refused when it is "%s", and stays good', async token => {
    expect((await get(`/?token=${token}`)).status).toBe(403)
    expect((await get(server.url)).status).toBe(303)
  })
})

describe('the page', () => {
  it('comes with its type and a policy that knows no inline and no eval', async () => {
    const { status, headers, body } = await get('/', { cookie: await enter() })
    expect([status, body, headers['content-type']]).toEqual([
      200,
      '<title>page</title>',
      'text/html; charset=utf-8',
    ])
    expect(headers['x-content-type-options']).toBe('nosniff')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';")
    expect(policy).not.toContain('eval')
  })

  it.each([
    ['no cookie', {}],
    ['the cookie of another server', { cookie: 'isobar-1=x' }],
  ])('is refused with %s', async (_, headers) => {
    expect((await get('/', headers)).status).toBe(403)
    expect((await get('/assets/a.js', headers)).status).toBe(403)
  })

  it.each(['evil.example', '127.0.0.1', 'localhost:1', 'evil.example:80'])(
    'is refused to the host "%s"',
    async host => {
      expect((await get('/', { cookie: await enter(), host })).status).toBe(403)
    },
  )

  it('answers to localhost as to 127.0.0.1', async () => {
    expect((await get('/', { cookie: await enter(), host: `localhost:${server.port}` })).status).toBe(200)
  })

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..%5csecret.json',
    '//secret.json',
    '/index.html%00.js',
    '/%ff',
    '/assets',
    '/notes.txt',
    '/missing.js',
  ])('has nothing at %s', async path => {
    expect((await get(path, { cookie: await enter() })).status).toBe(404)
  })

  it('refuses to be written to', async () => {
    expect((await get('/', { cookie: await enter() }, 'POST')).status).toBe(405)
  })
})

describe('the socket', () => {
  it('carries calls with typed arrays both ways', async () => {
    const socket = await open({ headers: { cookie: await enter(), origin: origin() } })
    const { client } = connect<Echo>(socketChannel(socket))
    expect(await client.double(Float64Array.of(1.5, NaN))).toEqual(Float64Array.of(3, NaN))
  })

  it('detaches the page when it goes', async () => {
    const socket = await open({ headers: { cookie: await enter(), origin: origin() } })
    expect(attached.size).toBe(1)
    socket.terminate()
    await expect.poll(() => attached.size).toBe(0)
  })

  it.each([
    ['without the cookie', {}, '/channel'],
    ['from another site', { origin: 'http://evil.example' }, '/channel'],
    ['from another port', { origin: 'http://127.0.0.1:1' }, '/channel'],
    ['without an origin', { origin: undefined }, '/channel'],
    ['under another name', { host: 'evil.example', origin: 'http://evil.example' }, '/channel'],
    ['on another path', {}, '/other'],
  ])('is refused %s', async (why, change, path) => {
    const cookie = why === 'without the cookie' ? 'none=1' : await enter()
    const headers = Object.fromEntries(
      Object.entries({ cookie, origin: origin(), ...change }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>
    await expect(open({ headers }, path)).rejects.toThrow('403')
    expect(attached.size).toBe(0)
  })

  it.each([
    ['text', 'hello'],
    ['bytes that are no frame', Buffer.from('hello')],
    ['half a frame', encode({ kind: 'call' }).subarray(0, 20)],
  ])('is closed on %s, and the others stay', async (_, data) => {
    const cookie = await enter()
    const rude = await open({ headers: { cookie, origin: origin() } })
    const polite = await open({ headers: { cookie, origin: origin() } })
    rude.send(data)
    expect(await closeCode(rude)).toBe(1007)
    expect(await connect<Echo>(socketChannel(polite)).client.double(Float64Array.of(2))).toEqual(
      Float64Array.of(4),
    )
  })

  it('is closed on a message above 64 MiB', async () => {
    const socket = await open({ headers: { cookie: await enter(), origin: origin() } })
    socket.send(new Uint8Array(64 * 2 ** 20 + 1))
    expect(await closeCode(socket)).toBe(1009)
  })

  it('sends a page away that asks for more and more and reads nothing', async () => {
    const socket = await open({ headers: { cookie: await enter(), origin: origin() } })
    socket.pause()
    const [channel] = attached
    const block = new Uint8Array(16 * 2 ** 20)
    for (let sent = 0; sent < 7; sent++) channel!.send(block)
    expect(attached.size).toBe(1)
    for (let sent = 0; sent < 7; sent++) channel!.send(block)
    await expect.poll(() => attached.size).toBe(0)
    socket.terminate()
  })
})

describe('the server', () => {
  it('names a taken port by its code', async () => {
    const start = startUiServer({ port: server.port, root: folder, attach: () => () => undefined })
    await expect(start).rejects.toMatchObject({ code: 'net/port-in-use', data: { port: server.port } })
  })

  it('is gone after close, with its pages detached and its port free', async () => {
    await open({ headers: { cookie: await enter(), origin: origin() } })
    const { port } = server
    await server.close()
    expect(attached.size).toBe(0)
    server = await startUiServer({ port, root: folder, attach: () => () => undefined })
    expect(server.port).toBe(port)
  })

  it('cannot be reached at another address of this computer', async () => {
    const socket = createConnection({ host: '127.0.0.2', port: server.port, timeout: 1000 })
    const outcome = await new Promise<string>(resolve => {
      socket.once('connect', () => resolve('open'))
      socket.once('timeout', () => resolve('closed'))
      socket.once('error', () => resolve('closed'))
    })
    socket.destroy()
    expect(outcome).toBe('closed')
  })
})

const origin = (): string => `http://127.0.0.1:${server.port}`

async function enter(): Promise<string> {
  const { headers } = await get(server.url)
  return headers['set-cookie']![0]!.split(';')[0]!
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** Node's own request, because `fetch` would not let a test forge Host or send `..`. */
function get(pathOrUrl: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const path = pathOrUrl.replace(/^http:\/\/[^/]+/, '')
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: server.port, path, method, headers, agent: false },
      response => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
      },
    )
    call.on('error', reject).end()
  })
}

function open(options: ClientOptions, path = SOCKET_PATH): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, options)
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

const closeCode = (socket: WebSocket): Promise<number> =>
  new Promise(resolve => socket.once('close', code => resolve(code)))
