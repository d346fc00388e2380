import { type Clock } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type PeerAddress } from '../../shared/lan-contract.js'
import { type PeerHello } from '../../shared/peer-contract.js'
import { askHello } from './ask-hello.js'
import { type Connector } from './connector.js'
import { dialPeer } from './dial.js'
import { joinByCode } from './join.js'
import { type Pairings } from './pairings.js'
import { requireSame } from './peer-messages.js'
import { type Identity, type LanLog, type TrustStore } from './ports.js'

export interface AddingOptions {
  readonly identity: Identity
  readonly trust: TrustStore
  readonly hello: () => PeerHello
  readonly pairings: Pairings
  readonly connector: Connector
  readonly addressesOf: (fingerprint: string) => readonly string[]
  /** A computer that was set aside may be used again. */
  readonly readmit: (fingerprint: string) => void
  /** Keeps addresses that a person gave. */
  readonly typed: (fingerprint: string, addresses: readonly string[]) => void
  /** What a computer that is heard of calls itself. */
  readonly nameOf: (fingerprint: string) => string | undefined
  /** Keeps for the next time that this computer is to be used. */
  readonly remember: (fingerprint: string) => void
  readonly clock: Clock
  readonly log: LanLog
}

/**
 * Makes the function that begins to use a computer: one that is listed, at an address, or by a join code.
 * One that is not paired yet begins to be paired; the people take their time, and how it goes is in the view.
 */
export function makeAddPeer(options: AddingOptions): (address: PeerAddress) => Promise<void> {
  const { identity, trust, hello, pairings, connector, addressesOf, typed, nameOf, remember } = options
  const { readmit, clock, log } = options

  function use(fingerprint: string): void {
    readmit(fingerprint)
    remember(fingerprint)
    connector.want(fingerprint)
  }

  async function pair(address: readonly string[], expect: string, peerName: string): Promise<void> {
    const link = await dialPeer({ identity, address, path: 'pair', expect, clock, log })
    void pairings.run(link, { incoming: false, peerName }).then(outcome => {
      if (outcome === 'paired') use(link.fingerprint)
    })
  }

  async function byCode(code: string): Promise<void> {
    const link = await joinByCode({ identity, code, path: 'help', trust, clock, log })
    typed(link.fingerprint, [link.address])
    readmit(link.fingerprint)
    await connector.adopt(link)
    remember(link.fingerprint)
  }

  async function byAddress(text: string): Promise<void> {
    const { hello: theirs, fingerprint, address } = await askHello(text, { clock })
    if (fingerprint === identity.fingerprint) refuseOwn(text)
    requireSame(hello(), theirs)
    typed(fingerprint, [address])
    if (trust.find(fingerprint)) use(fingerprint)
    else await pair([address], fingerprint, theirs.name)
  }

  return async address => {
    if ('code' in address) return byCode(address.code)
    if ('address' in address) return byAddress(address.address)
    const { fingerprint } = address
    if (trust.find(fingerprint)) return use(fingerprint)
    await pair(addressesOf(fingerprint), fingerprint, nameOf(fingerprint) ?? '')
  }
}

function refuseOwn(address: string): never {
  const remedy = 'Give the address of another computer; the cores of this one are here already.'
  throw new IsobarError('input/invalid', `${address} is this computer. ${remedy}`, {
    field: 'address',
    value: address,
    remedy,
  })
}
