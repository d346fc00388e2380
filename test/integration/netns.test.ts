import { type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { namespaces } from '../support/netns-command.js'
import { canLimitRate, canMakeHosts } from '../support/netns-possible.js'
import { createNetwork, type TestNetwork } from '../support/netns.js'

const BYTES = 500_000
const SERVER = `
  require('node:net').createServer(s => s.end(Buffer.alloc(${BYTES}))).listen(9000, () => process.send('up'))`
/** Says how long the bytes took to come [ms]. */
const CLIENT = `
  const from = performance.now()
  let bytes = 0
  const socket = require('node:net').connect(9000, process.argv[2])
  socket.on('data', chunk => (bytes += chunk.length))
  socket.on('end', () => process.send({ bytes, ms: performance.now() - from }))`

const whyNot = canMakeHosts()
const whyNoRate = canLimitRate()
const because = (reason: string | undefined): string => (reason === undefined ? '' : ` (${reason})`)

let folder: string
let network: TestNetwork

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-netns-'))
  writeFileSync(join(folder, 'server.cjs'), SERVER)
  writeFileSync(join(folder, 'client.cjs'), CLIENT)
  if (whyNot === undefined) network = createNetwork()
})
afterEach(() => {
  if (whyNot === undefined) network.close()
  rmSync(folder, { recursive: true })
})

async function serving(): Promise<{
  address: string
  server: ChildProcess
  client: ReturnType<TestNetwork['addHost']>
}> {
  const [host, client] = [network.addHost(), network.addHost()]
  const server = host.run(join(folder, 'server.cjs'))
  await once(server, 'message')
  return { address: host.address, server, client }
}

describe.skipIf(whyNot !== undefined)(`hosts in network namespaces${because(whyNot)}`, () => {
  it.skipIf(whyNoRate !== undefined)(
    `hear no faster than they are told to${because(whyNoRate)}`,
    async () => {
      const { address, client } = await serving()
      client.limitRate(8)
      const [answer] = (await once(client.run(join(folder, 'client.cjs'), [address]), 'message')) as unknown[]
      // 1 MB/s, less the 32 kB the bucket holds at first.
      expect(answer).toEqual({ bytes: BYTES, ms: expect.toSatisfy(ms => ms > 440 && ms < 5_000) as number })
    },
  )

  it('are gone with all that ran in them when the network closes', async () => {
    const { server } = await serving()
    const before = namespaces().filter(name => name.startsWith(`isobar-${process.pid}-`))
    expect(before).toHaveLength(3)
    const ended = once(server, 'exit')
    network.close()
    expect(await ended).toEqual([null, 'SIGKILL'])
    expect(namespaces().filter(name => before.includes(name))).toEqual([])
  })
})
