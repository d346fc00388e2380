import { upToGrain } from '../shared/plan-order.js'
import { createAuditQueue } from './audit-queue.js'
import { noteFault, ruleOf } from './executor-faults.js'
import { leaseSize, targetMs } from './lease-size.js'
import { measure } from './measure.js'
import { type Audit, createLeases, type ExecutorLoad, freshLoad, type Lease, type Recall } from './leases.js'
import { checkPositions } from './check-positions.js'
import { createRanges, type Range } from './ranges.js'
import { bestTheft } from './steal.js'
import { createSuspects } from './suspects.js'

export interface Failure {
  /** Points that end as failed because they broke ATTEMPTS executors. */
  readonly guilty: readonly number[]
  /** Set when the executor was set aside for failing too often. */
  readonly setAside: boolean
}

/** What to tell executors now; recalls first. */
export interface Orders {
  readonly recalls: readonly Recall[]
  readonly leases: readonly Lease[]
}

/** How slices are cut, and whether what is handed out may be taken back. */
export interface Policy {
  readonly size: (executor: ExecutorLoad, waiting: number, able: readonly ExecutorLoad[]) => number
  readonly steals: boolean
}

export const POLICY: Policy = { size: leaseSize, steals: true }

/** An executor gets a second slice as long as so many slices for each executor wait. */
const MUCH_LEFT = 2
/**
 * Decides which points are computed where. Pure bookkeeping on positions of the point order: no clock, no
 * promises, no results; the sweep tells it what happens and carries out the orders it returns.
 *
 * Every position is in exactly one of these: ended, waiting, suspect, or held by at least one lease.
 */
export interface Schedule {
  readonly joined: (executor: Pick<ExecutorLoad, 'id' | 'machine' | 'trusted'>) => void
  /** Gives back what a vanished executor held; only the slice it had begun is under suspicion. */
  readonly left: (executorId: string, blame: boolean, now: number) => Failure
  readonly next: (now: number) => Orders
  /** Notes an answer up to position `to`; returns the positions for which it is the first. */
  readonly answered: (token: number, to: number, busyMs: number, now: number) => Range[]
  /** Notes that an executor answered a lease with an error or nonsense, and lives on. */
  readonly failed: (token: number, now: number) => Failure
  /** Undefined for a lease that was answered or taken away. */
  readonly lease: (token: number) => Lease | undefined
  readonly executors: () => readonly ExecutorLoad[]
  readonly rule: (executorId: string) => string
  /** Positions that have not ended. */
  readonly open: () => number
  readonly inFlight: () => number
  /** Makes ended positions wait again. */
  readonly reopen: (ranges: readonly Range[]) => void
  /** Has ended positions computed once more, by a machine not named in it. */
  readonly audit: (audit: Audit) => void
  /** Audits under way, and those somebody here could do. */
  readonly auditsOpen: () => number
  /** Gives nothing more to any executor of a machine, now or later, and takes away what they hold. */
  readonly expel: (machine: string, now: number) => void
  /** Throws when a position is lost or counted twice. */
  readonly check: () => void
}

/** @param grain slices end at multiples of it, see grainOf */
export function createSchedule(missing: Iterable<Range>, policy: Policy = POLICY, grain = 1): Schedule {
  const open = createRanges(missing)
  const waiting = createRanges(open.list())
  const suspects = createSuspects(grain)
  const audits = createAuditQueue()
  const executors = new Map<string, ExecutorLoad>()
  const expelled = new Set<string>()
  const leases = createLeases()

  const able = (): ExecutorLoad[] => [...executors.values()].filter(({ aside }) => !aside)

  function next(now: number): Orders {
    const handed: Lease[] = []
    // Idle executors first, the fast ones before the slow ones; then a second slice where much is left.
    const ready = able().sort((a, b) => (a.msPerPoint ?? 0) - (b.msPerPoint ?? 0))
    for (const depth of [0, 1])
      for (const executor of ready) {
        if (executor.leases.length !== depth) continue
        const lease = depth === 0 ? first(executor, ready, now) : second(executor, ready, now)
        if (lease) handed.push(lease)
      }
    return { recalls: leases.takeRecalls(), leases: handed }
  }

  function first(executor: ExecutorLoad, ready: ExecutorLoad[], now: number): Lease | undefined {
    const audit = audits.takeFor(executor, ready)
    if (audit) return leases.hand(executor, audit, now, { audit })
    const suspect = suspects.takeFor(executor.id, ready)
    if (suspect) return leases.hand(executor, suspect, now, { breakers: suspect.breakers })
    const early = steal(executor, ready, now)
    if (early) return early
    const fresh = waiting.take(policy.size(executor, waiting.size(), ready), grain)
    return fresh && hand(executor, fresh, now)
  }

  /** Keeps an executor busy while its answer travels; not near the end, where it would only be in the way. */
  function second(executor: ExecutorLoad, ready: ExecutorLoad[], now: number): Lease | undefined {
    if (executor.msPerPoint === undefined) return undefined
    const audit = audits.takeFor(executor, ready)
    if (audit) return leases.hand(executor, audit, now, { audit })
    const early = waiting.size() > 0 ? steal(executor, ready, now) : undefined
    if (early) return early
    const size = policy.size(executor, waiting.size(), ready)
    if (
      size * executor.msPerPoint < targetMs(executor.latencyMs) / 2 ||
      waiting.size() < MUCH_LEFT * size * executors.size
    )
      return undefined
    return hand(executor, waiting.take(size, grain)!, now)
  }

  function hand(executor: ExecutorLoad, range: Range, now: number): Lease {
    executor.lastSize = range.to - range.from
    return leases.hand(executor, range, now)
  }

  function steal(executor: ExecutorLoad, ready: ExecutorLoad[], now: number): Lease | undefined {
    if (!policy.steals) return undefined
    const speed = ready.reduce((sum, { msPerPoint }) => sum + (msPerPoint ? 1 / msPerPoint : 0), 0)
    const remainingMs = waiting.size() > 0 ? waiting.size() / speed : 0
    const theft = bestTheft(executor, ready, leases.holders, now, remainingMs)
    if (theft === undefined) return undefined
    const { lease, copy, to } = theft
    const from = copy ? theft.from : upToGrain(theft.from, grain)
    if (from >= to) return undefined
    if (!copy) leases.cut(lease, from)
    const parts = open.within({ from, to })
    const range = { from: parts[0]?.from ?? from, to: parts.at(-1)?.to ?? from }
    return range.from < range.to ? leases.hand(executor, range, now, { breakers: lease.breakers }) : undefined
  }

  function answered(token: number, to: number, busyMs: number, now: number): Range[] {
    const lease = leases.get(token)
    if (lease === undefined) return []
    const executor = executors.get(lease.executorId)
    leases.release(lease, executor, now)
    if (executor) measure(executor, lease, to - lease.from, busyMs, now)
    if (lease.audit) return []
    const range = { from: lease.from, to }
    const firsts = open.remove(range)
    // A slice given back meanwhile may still wait somewhere; others may be at it, or have it before them.
    for (const part of firsts) {
      waiting.remove(part)
      suspects.remove(part)
    }
    if (firsts.length > 0) leases.trim(range, open.within)
    return firsts
  }

  /** Positions of a lease that are open and that nobody holds. */
  const orphans = (range: Range): readonly Range[] => leases.unheld(open.within(range))

  const held = ({ from, end }: Lease): Range => ({ from, to: end })

  function blame(lease: Lease, executorId: string): number[] {
    if (lease.audit) {
      audits.giveBack(lease.audit, true)
      return []
    }
    const guilty = orphans(held(lease)).flatMap(range =>
      suspects.accuse(range, [...lease.breakers, executorId]),
    )
    for (const at of guilty) open.remove({ from: at, to: at + 1 })
    return guilty
  }

  function giveBack(lease: Lease): void {
    if (lease.audit) audits.giveBack(lease.audit, false)
    else
      for (const range of orphans(held(lease)))
        if (lease.breakers.length > 0) suspects.add({ ...range, breakers: lease.breakers })
        else waiting.add(range)
  }

  function failed(token: number, now: number): Failure {
    const lease = leases.get(token)
    if (lease === undefined) return { guilty: [], setAside: false }
    const executor = executors.get(lease.executorId)
    leases.release(lease, executor, now)
    const setAside = executor !== undefined && noteFault(executor, now)
    return { guilty: blame(lease, lease.executorId), setAside }
  }

  function left(id: string, blameFirst: boolean, now: number): Failure {
    const dropped = drop(executors.get(id), now)
    executors.delete(id)
    const [begun, ...rest] = dropped
    const guilty = begun && blameFirst ? blame(begun, id) : []
    for (const lease of blameFirst ? rest : dropped) giveBack(lease)
    return { guilty, setAside: false }
  }

  function drop(executor: ExecutorLoad | undefined, now: number): Lease[] {
    const dropped = [...(executor?.leases ?? [])]
    for (const lease of dropped) leases.release(lease, executor, now)
    return dropped
  }

  function expel(machine: string, now: number): void {
    expelled.add(machine)
    audits.drop(machine)
    for (const executor of executors.values()) {
      if (executor.machine !== machine) continue
      executor.aside = true
      for (const lease of drop(executor, now)) giveBack(lease)
    }
  }

  function auditsOpen(): number {
    let count = audits.doable(able())
    for (const { audit } of leases.all()) if (audit) count++
    return count
  }

  function reopen(ranges: readonly Range[]): void {
    for (const range of ranges) open.add(range)
    for (const orphan of leases.unheld(ranges)) waiting.add(orphan)
  }

  return {
    joined: executor => {
      executors.set(executor.id, { ...freshLoad(executor), aside: expelled.has(executor.machine) })
    },
    left,
    next,
    answered,
    failed,
    lease: leases.get,
    executors: () => [...executors.values()],
    rule: id => {
      const executor = executors.get(id)
      return executor ? ruleOf(executor, expelled.has(executor.machine)) : ''
    },
    open: open.size,
    inFlight: leases.size,
    reopen,
    audit: audits.add,
    auditsOpen,
    expel,
    check: () => checkPositions(open, waiting, suspects.list(), leases.all()),
  }
}
