import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createNetwork } from '../support/netns.js'
import { canMakeHosts } from '../support/netns-possible.js'
import { isobar, scratch, valuesOf } from './cli-harness.js'
import { createComputers } from './lan-computers.js'

const whyNot = canMakeHosts()
const SWEEP = ['co-oxidation-volcano', '--x', 'E_O=lin:-1:3:12', '--y', 'E_CO=lin:-0.5:4:12', '--quiet']

const { folder, remove } = scratch()
const computers = createComputers(folder)
const network = whyNot === undefined ? createNetwork() : undefined
afterEach(computers.endAll)
afterAll(() => {
  network?.close()
  remove()
})

describe.skipIf(whyNot !== undefined)(
  `two computers in a network of IPv6 alone${whyNot ? ` (${whyNot})` : ''}`,
  () => {
    it('help each other by join code and by [address%zone]:port, and the doctor finds nothing amiss', async () => {
      const hosts = [network!.addHost(), network!.addHost()]
      const [, there] = hosts.map(host => host.setIpv6Only())
      const [owner, helper] = ['owner', 'helper'].map((name, i) => computers.add(name, '', hosts[i]!.enter))
      const run = (session: string, ...rest: string[]): string[] => [
        'run',
        ...SWEEP,
        '--session',
        session,
        ...rest,
      ]
      expect((await isobar(run('here.isobar'), folder)).code).toBe(0)
      const reference = await valuesOf('here.isobar', folder)

      const peer = await helper!.lend()
      const zoned = `[${there}%eth0]:${peer.port}`
      const only = ['--workers', '0', '--peer']
      // After the code the certificate is known; the address is good with its zone, or on the one interface there is.
      for (const [session, address] of [
        ['code.isobar', peer.joinCode],
        ['zoned.isobar', zoned],
        ['plain.isobar', `[${there}]:${peer.port}`],
      ] as const)
        expect(await owner!.isobar(run(session, ...only, address))).toMatchObject({ code: 0 })
      for (const session of ['code.isobar', 'zoned.isobar', 'plain.isobar'])
        expect((await valuesOf(session, folder)) === reference).toBe(true)

      const examined = await owner!.isobar(['doctor', zoned])
      expect(examined.stdout).toMatch(/Heard fe80::77:0:2%eth0; Isobars: helper/)
      expect(examined.code).toBe(0)
    })
  },
)
