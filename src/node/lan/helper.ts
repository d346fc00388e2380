import { type Clock } from '../../core/ports.js'
import { type DistrustView, type GuestView } from '../../shared/lan-contract.js'
import { type HelperState, type PeerHello, SETS_ASIDE } from '../../shared/peer-contract.js'
import { createPool } from '../pool/pool.js'
import { type ForkWorker } from '../pool/worker-process.js'
import { type Allowance } from './courtesy.js'
import { type Owner, serveOwner } from './helper-owner.js'
import { divideLanes, newestOfEach } from './helper-shares.js'
import { type LanLog, type Link } from './ports.js'
import { createReadyWorkers } from './ready-workers.js'

export interface HelperOptions {
  readonly fork: ForkWorker
  readonly clock: Clock
  /** Time of day [ms since 1970], for display only. */
  readonly wallClock: () => number
  readonly hello: PeerHello
  readonly log: LanLog
  /** What may be lent now, and a call at each change; see watchCourtesy. */
  readonly courtesy: {
    readonly allowance: () => Allowance
    /** Returns the function that stops listening. */
    readonly onChange: (listener: () => void) => () => void
  }
}

/** Lends cores of this computer to owners of sweeps elsewhere. */
export interface Helper {
  /** Serves the owner at the other end of a connection until it ends. */
  readonly serve: (link: Link) => void
  /** Owners who compute something now. */
  readonly usage: () => readonly GuestView[]
  /** Owners who set this computer aside, since `forgive`; newest last. */
  readonly distrust: () => readonly DistrustView[]
  readonly forgive: () => void
  /** Lets the owners who are here finish the slices in hand, then leaves them. */
  readonly dismiss: (reason?: string) => Promise<void>
  /** Ends every connection and process at once; resolves when they are gone. */
  readonly close: () => Promise<void>
}

/** Owners kept in mind who do not believe this computer. */
const MOST_DISTRUST = 8

const LEFT_BEHIND: HelperState = { lanes: 0, reason: 'asked for the same over another connection' }

export function createHelper(options: HelperOptions): Helper {
  const { fork, clock, wallClock, hello, log, courtesy } = options
  const ready = createReadyWorkers(fork, clock)
  const farm = createPool({ fork: ready.fork, clock, machine: hello.name })
  const owners = new Map<Link, Owner>()
  let distrust: DistrustView[] = []
  const stopListening = courtesy.onChange(share)

  const wantingNow = (): Owner[] =>
    newestOfEach(
      [...owners.values()].filter(owner => owner.wanted() !== undefined),
      owner => owner.wanted(),
    )
  const lanesNow = (): number => Math.min(courtesy.allowance().lanes, hello.cores)

  function share(): void {
    const { reason } = courtesy.allowance()
    const lanes = lanesNow()
    const able = [...owners.values()]
    const wanting = wantingNow()
    const shares = divideLanes(wanting.length, lanes)
    const shared = wanting.length > 1 ? 'shared with others' : undefined
    for (const owner of able)
      if (!wanting.includes(owner))
        owner.allow(owner.wanted() === undefined ? { lanes, reason } : LEFT_BEHIND)
    for (const [place, owner] of wanting.entries())
      owner.allow({ lanes: shares[place]!, reason: reason ?? shared })
  }

  /** One more owner may want lanes soon: what would be his is made ready. */
  function expected(): void {
    const wanting = wantingNow().length + 1
    ready.expect(divideLanes(wanting, lanesNow()).at(-1)!)
  }

  function serve(link: Link): void {
    const owner = serveOwner({ link, farm, clock, wallClock, hello, log, expected, changed: share })
    owners.set(link, owner)
    link.onClose(reason => {
      owners.delete(link)
      if (reason.startsWith(SETS_ASIDE)) distrusted(link, owner.name(), reason.slice(SETS_ASIDE.length))
      share()
    })
    share()
  }

  function distrusted({ fingerprint }: Link, name: string, reason: string): void {
    log('distrusted', { fingerprint, name, reason })
    distrust = [...distrust, { name, at: wallClock(), reason }].slice(-MOST_DISTRUST)
  }

  return {
    serve,
    distrust: () => distrust,
    forgive: () => void (distrust = []),
    usage: () => [...owners.values()].flatMap(owner => owner.usage() ?? []),
    dismiss: async (reason = 'leaving') => {
      await Promise.all([...owners.values()].map(owner => owner.leave(reason)))
    },
    close: async () => {
      stopListening()
      const leaving = [...owners]
      for (const [link] of leaving) link.close('this computer no longer helps')
      await Promise.all([ready.release(), ...leaving.map(([, owner]) => owner.gone)])
    },
  }
}
