import { type Clock, type Farm, type FarmHandle, type FarmListener } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type PeerHello } from '../../shared/peer-contract.js'
import { type Plan } from '../../shared/plan.js'
import { type LanLog, type Link } from './ports.js'
import { connectHelper, type RemoteHelper, type RemoteRun } from './remote-farm-helper.js'

export interface RemoteFarmOptions {
  readonly clock: Clock
  readonly log: LanLog
  /** What we say of ourselves; no other machine gets our name. */
  readonly hello: PeerHello
}

/** Other computers as one farm, for one sweep at a time: a new one replaces the former on every helper. */
export interface RemoteFarm extends Farm {
  /**
   * Uses the helper at the other end from now on, in the sweep under way, too, until the link closes. Another
   * link to the same computer is closed. Rejects, with the link closed, when the two do not fit together.
   */
  readonly attach: (link: Link) => Promise<PeerHello>
  /** Whether a helper is there that may yet bring lanes. */
  readonly coming: () => boolean
  readonly machines: () => readonly RemoteMachine[]
}

export interface RemoteMachine {
  readonly fingerprint: string
  /** Unique; what executors of this computer name as theirs. */
  readonly machine: string
  readonly hello: PeerHello
  /** Round trip [ms]. */
  readonly rttMs: number | undefined
  /** Cores it lends now, and why not all. */
  readonly lanes: number
  readonly reason: string | undefined
  /** Lanes that compute for the sweep under way. */
  readonly atWork: number
}

interface Attached {
  readonly helper: RemoteHelper
  readonly machine: string
  readonly hello: PeerHello
}

export function createRemoteFarm({ clock, log, hello: ours }: RemoteFarmOptions): RemoteFarm {
  const attached = new Map<string, Attached>()
  const names = new Map<string, string>()
  let serial = 0
  let current: { run: Omit<RemoteRun, 'nextId'>; serials: Map<string, number> } | undefined

  async function attach(link: Link): Promise<PeerHello> {
    const { fingerprint } = link
    const helper = connectHelper(link, clock, ours, log)
    let closed: string | undefined
    link.onClose(reason => {
      closed = reason
      log('helper-left', { fingerprint, reason, name: names.get(fingerprint) })
      if (attached.get(fingerprint)?.helper === helper) attached.delete(fingerprint)
    })
    const hello = await helper.greeted
    if (closed !== undefined)
      throw new IsobarError('peer/unreachable', closed, { address: link.address, reason: closed })
    attached.get(fingerprint)?.helper.link.close('another connection to the same computer took its place')
    const entry = { helper, machine: nameOf(fingerprint, hello.name), hello }
    attached.set(fingerprint, entry)
    const { name, cores } = hello
    log('helper-came', { fingerprint, name, cores, lanes: helper.state()?.lanes, address: link.address })
    begin(entry)
    return hello
  }

  /** Keeps the name a computer once had; the second of two computers named alike gets a part of its fingerprint. */
  function nameOf(fingerprint: string, name: string): string {
    const known = names.get(fingerprint)
    if (known !== undefined) return known
    const taken = new Set([ours.name, ...names.values()])
    let unique = name
    for (let digits = 4; taken.has(unique); digits += 4) unique = `${name} ${fingerprint.slice(0, digits)}`
    names.set(fingerprint, unique)
    return unique
  }

  function begin({ helper, machine }: Attached): void {
    if (current === undefined) return
    const { run, serials } = current
    const nextId = (): string => {
      const next = (serials.get(machine) ?? 0) + 1
      serials.set(machine, next)
      return `${machine}/${next}`
    }
    helper.begin({ ...run, nextId }, machine)
  }

  async function endRun(): Promise<void> {
    current = undefined
    await Promise.all([...attached.values()].map(({ helper }) => helper.end()))
  }

  function open(plan: Plan, planId: string, listener: FarmListener): FarmHandle {
    const ending = endRun()
    const mine = {
      run: { name: `run-${++serial}`, plan, planId, listener },
      serials: new Map<string, number>(),
    }
    current = mine
    for (const entry of attached.values()) begin(entry)
    return {
      resize: () => {},
      close: () => (current === mine ? endRun() : ending),
    }
  }

  return {
    open,
    attach,
    coming: () => [...attached.values()].some(({ helper }) => helper.coming()),
    machines: () =>
      [...attached].map(([fingerprint, { helper, machine, hello }]) => ({
        fingerprint,
        machine,
        hello,
        rttMs: helper.link.rttMs(),
        lanes: helper.state()?.lanes ?? 0,
        reason: helper.state()?.reason,
        atWork: helper.lanes(),
      })),
  }
}
