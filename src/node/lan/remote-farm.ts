import { randomUUID } from 'node:crypto'
import { type Clock, type Farm, type FarmHandle, type FarmListener } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type PeerHello, SETS_ASIDE } from '../../shared/peer-contract.js'
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
   * link to the same computer is closed. Rejects, with the link closed, when the two do not fit together, and
   * for a computer that was set aside.
   */
  readonly attach: (link: Link) => Promise<PeerHello>
  /** Whether a helper is there that may yet bring lanes. */
  readonly coming: () => boolean
  readonly machines: () => readonly RemoteMachine[]
  /** Computers that are not believed, and why, by fingerprint. */
  readonly setAside: () => ReadonlyMap<string, string>
  /** A person wants to use a computer that was set aside, from the next sweep on. */
  readonly readmit: (fingerprint: string) => void
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

interface Current {
  readonly run: Omit<RemoteRun, 'nextId'>
  /** Lanes each machine has had. */
  readonly serials: Map<string, number>
  /** Machines that get nothing more of this run. */
  readonly dismissed: Set<string>
}

export function createRemoteFarm({ clock, log, hello: ours }: RemoteFarmOptions): RemoteFarm {
  const attached = new Map<string, Attached>()
  const names = new Map<string, string>()
  const aside = new Map<string, string>()
  let current: Current | undefined

  async function attach(link: Link): Promise<PeerHello> {
    const { fingerprint } = link
    refuseIfAside(link)
    const helper = connectHelper(link, clock, ours, log)
    let closed: string | undefined
    link.onClose(reason => {
      closed = reason
      log('helper-left', { fingerprint, reason, name: names.get(fingerprint) })
      if (attached.get(fingerprint)?.helper === helper) attached.delete(fingerprint)
    })
    const hello = await helper.greeted
    refuseIfAside(link)
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

  function refuseIfAside(link: Link): void {
    const reason = aside.get(link.fingerprint)
    if (reason === undefined) return
    link.close(`${SETS_ASIDE}${reason}`)
    throw new IsobarError('peer/refused', `${link.address} was set aside: ${reason}`, { reason })
  }

  /** Its values are wrong, whatever its name and connection: nobody is asked again but by a person. */
  function dismiss(run: Current, machine: string, reason: string): void {
    run.dismissed.add(machine)
    const fingerprint = [...names].find(([, name]) => name === machine)?.[0]
    if (fingerprint === undefined) return
    aside.set(fingerprint, reason)
    attached.get(fingerprint)?.helper.dismiss(`${SETS_ASIDE}${reason}`)
  }

  function begin({ helper, machine }: Attached): void {
    if (current === undefined || current.dismissed.has(machine)) return
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
    const mine: Current = {
      run: { name: randomUUID(), plan, planId, listener },
      serials: new Map(),
      dismissed: new Set(),
    }
    current = mine
    for (const entry of attached.values()) begin(entry)
    return {
      resize: () => {},
      dismiss: (machine, reason) => dismiss(mine, machine, reason),
      close: () => (current === mine ? endRun() : ending),
    }
  }

  return {
    open,
    attach,
    coming: () =>
      [...attached.values()].some(
        ({ helper, machine }) => helper.coming() && !current?.dismissed.has(machine),
      ),
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
    setAside: () => aside,
    readmit: fingerprint => void aside.delete(fingerprint),
  }
}
