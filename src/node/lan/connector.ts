import { type Clock } from '../../core/ports.js'
import { type ErrorCode, toWireError } from '../../shared/errors.js'
import { type PeerHello, SENDS_AWAY, SETS_ASIDE } from '../../shared/peer-contract.js'
import { type PeerConnection } from './peer-book.js'
import { type Link } from './ports.js'

/** Pause before the next try [ms]; doubles with each failure in a row. */
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
/** What trying again does not change; a person has to. */
const FINAL: readonly ErrorCode[] = ['peer/wrong-certificate', 'peer/not-paired', 'peer/mismatch']
const SENT_AWAY = 'Somebody there ended the help. Use it again when they agree.'

export interface ConnectorOptions {
  /** Opens a link to a computer at one of the addresses. */
  readonly dial: (fingerprint: string, addresses: readonly string[], signal: AbortSignal) => Promise<Link>
  /** Puts a link to use; rejects, with the link closed, when the two do not fit together. */
  readonly attach: (link: Link) => Promise<PeerHello>
  /** Where a computer may be now: announced, remembered, typed. */
  readonly addressesOf: (fingerprint: string) => readonly string[]
  readonly clock: Clock
  /** Uniform in [0, 1): spreads the tries of many computers after a network came back. */
  readonly random: () => number
  readonly changed: () => void
}

/** Keeps a link to each computer that is wanted, for as long as it is wanted. */
export interface Connector {
  readonly want: (fingerprint: string) => void
  /** The same, with a link that is open already. Rejects when the two do not fit together. */
  readonly adopt: (link: Link) => Promise<void>
  readonly drop: (fingerprint: string) => void
  readonly isWanted: (fingerprint: string) => boolean
  /** An address has become known: tries at once what waits for its next try. */
  readonly nudge: (fingerprint: string) => void
  readonly connections: () => ReadonlyMap<string, PeerConnection>
  readonly close: () => void
}

interface Wanted {
  connection: PeerConnection
  link: Link | undefined
  failures: number
  cancelPause: (() => void) | undefined
  readonly abort: AbortController
}

export function createConnector(options: ConnectorOptions): Connector {
  const { dial, attach, addressesOf, clock, random, changed } = options
  const wanted = new Map<string, Wanted>()

  function show(entry: Wanted, next: Partial<PeerConnection>): void {
    entry.connection = { ...entry.connection, ...next }
    changed()
  }

  function begin(fingerprint: string): Wanted {
    const entry: Wanted = {
      connection: { ...NOTHING_KNOWN, address: addressesOf(fingerprint)[0] ?? '' },
      link: undefined,
      failures: 0,
      cancelPause: undefined,
      abort: new AbortController(),
    }
    wanted.set(fingerprint, entry)
    return entry
  }

  async function attempt(fingerprint: string, entry: Wanted): Promise<void> {
    entry.cancelPause?.()
    entry.cancelPause = undefined
    const addresses = addressesOf(fingerprint)
    if (addresses.length === 0) return waitAfter(fingerprint, entry, 'No address of it is known yet.')
    show(entry, { state: 'connecting', note: undefined, address: addresses[0]! })
    try {
      await use(fingerprint, entry, await dial(fingerprint, addresses, entry.abort.signal))
    } catch (thrown) {
      if (wanted.get(fingerprint) !== entry) return
      const { code, message } = toWireError(thrown)
      if (FINAL.includes(code)) show(entry, { state: 'failed', note: message })
      else waitAfter(fingerprint, entry, message)
    }
  }

  async function use(fingerprint: string, entry: Wanted, link: Link): Promise<void> {
    if (wanted.get(fingerprint) !== entry) return link.close('no longer wanted')
    entry.link = link
    link.onClose(reason => {
      if (wanted.get(fingerprint) !== entry || entry.link !== link) return
      entry.link = undefined
      if (reason === SENDS_AWAY) show(entry, { state: 'failed', note: SENT_AWAY })
      else if (reason.startsWith(SETS_ASIDE)) show(entry, { state: 'failed', note: reason })
      else if (entry.connection.state === 'connected') waitAfter(fingerprint, entry, `Lost: ${reason}`)
    })
    const { name, cores, version } = await attach(link)
    entry.failures = 0
    show(entry, { state: 'connected', note: undefined, name, cores, version, address: link.address })
  }

  function waitAfter(fingerprint: string, entry: Wanted, note: string): void {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** entry.failures++)
    entry.cancelPause = clock.after(pause * (0.75 + 0.5 * random()), () => void attempt(fingerprint, entry))
    show(entry, { state: 'failed', note })
  }

  function drop(fingerprint: string): void {
    const entry = wanted.get(fingerprint)
    if (!entry) return
    wanted.delete(fingerprint)
    entry.cancelPause?.()
    entry.abort.abort()
    entry.link?.close('no longer wanted')
    changed()
  }

  return {
    want: fingerprint => {
      const entry = wanted.get(fingerprint)
      if (entry?.connection.state === 'connected' || entry?.connection.state === 'connecting') return
      void attempt(fingerprint, entry ?? begin(fingerprint))
    },
    adopt: async link => {
      drop(link.fingerprint)
      const entry = begin(link.fingerprint)
      try {
        await use(link.fingerprint, entry, link)
      } catch (thrown) {
        drop(link.fingerprint)
        throw thrown
      }
    },
    drop,
    isWanted: fingerprint => wanted.has(fingerprint),
    nudge: fingerprint => {
      const entry = wanted.get(fingerprint)
      if (entry?.cancelPause) void attempt(fingerprint, entry)
    },
    connections: () => new Map([...wanted].map(([fingerprint, { connection }]) => [fingerprint, connection])),
    close: () => [...wanted.keys()].forEach(drop),
  }
}

const NOTHING_KNOWN: Omit<PeerConnection, 'address'> = {
  state: 'connecting',
  note: undefined,
  name: undefined,
  cores: undefined,
  version: undefined,
  rttMs: undefined,
  lanes: 0,
  lanesNote: undefined,
}
