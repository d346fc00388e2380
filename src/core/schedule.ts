import { leaseSize, sizeRule, TARGET_MS, updatedMsPerPoint } from './lease-size.js'
import { createRanges, type Range } from './ranges.js'
import { judge, type Suspect } from './suspects.js'

/** A slice in the hands of an executor. */
export interface Lease extends Range {
  readonly token: number
  readonly executorId: string
  readonly since: number
  /** Expected duration, its place in the executor's queue included [ms]. */
  readonly expectedMs: number
  /** Executors that broke over these points before; empty for a fresh slice. */
  readonly breakers: readonly string[]
  /** Whether this is a second copy of what another executor is late with. */
  readonly copy: boolean
}

export interface ExecutorLoad {
  readonly id: string
  /** Mean time per point [ms]; undefined before its first answer. */
  msPerPoint: number | undefined
  points: number
  answers: number
  faults: number
  readonly faultTimes: number[]
  aside: boolean
  readonly leases: Lease[]
  lastSize: number
}

export interface Failure {
  /** Points that end as failed because they broke ATTEMPTS executors. */
  readonly guilty: readonly number[]
  /** Set when the executor was set aside for failing too often. */
  readonly setAside: boolean
}

/** A copy is made only of slices expected to need this much longer [ms] and at least twice as long. */
const WORTH_COPYING_MS = 20
/** An executor that fails this often within the window is set aside. */
const FAULTS = 5
const FAULT_WINDOW_MS = 60_000

/**
 * Decides which points are computed where. Pure bookkeeping on positions of the point order: no clock, no
 * promises, no results; the sweep tells it what happens and hands out the leases it returns.
 *
 * Every position is in exactly one of these: ended, waiting, suspect, or in at least one lease.
 */
export interface Schedule {
  readonly joined: (executorId: string) => void
  /** Gives back what a vanished executor held; only the slice it had begun is under suspicion. */
  readonly left: (executorId: string, blame: boolean) => Failure
  /** Slices to hand out now. */
  readonly next: (now: number) => Lease[]
  /** Notes an answer; returns the positions for which it is the first. */
  readonly answered: (token: number, busyMs: number) => Range[]
  /** Notes that an executor answered a lease with an error or nonsense, and lives on. */
  readonly failed: (token: number, now: number) => Failure
  readonly executors: () => readonly ExecutorLoad[]
  readonly rule: (executorId: string) => string
  /** Positions that have not ended. */
  readonly open: () => number
  readonly inFlight: () => number
  /** Makes ended positions wait again. */
  readonly reopen: (ranges: readonly Range[]) => void
  /** Throws when a position is lost or counted twice. */
  readonly check: () => void
}

export function createSchedule(missing: Iterable<Range>): Schedule {
  const open = createRanges(missing)
  const waiting = createRanges(open.list())
  let suspects: Suspect[] = []
  const executors = new Map<string, ExecutorLoad>()
  const leases = new Map<number, Lease>()
  let nextToken = 1

  function joined(id: string): void {
    executors.set(id, {
      id,
      msPerPoint: undefined,
      points: 0,
      answers: 0,
      faults: 0,
      faultTimes: [],
      aside: false,
      leases: [],
      lastSize: 1,
    })
  }

  function hand(executor: ExecutorLoad, range: Range, now: number, rest: Partial<Lease> = {}): Lease {
    const points = range.to - range.from
    const queued = executor.leases.reduce((sum, lease) => sum + lease.to - lease.from, 0)
    const lease: Lease = {
      from: range.from,
      to: range.to,
      token: nextToken++,
      executorId: executor.id,
      since: now,
      expectedMs: (points + queued) * (executor.msPerPoint ?? 0),
      breakers: [],
      copy: false,
      ...rest,
    }
    executor.leases.push(lease)
    executor.lastSize = points
    leases.set(lease.token, lease)
    return lease
  }

  function next(now: number): Lease[] {
    const handed: Lease[] = []
    const able = [...executors.values()].filter(executor => !executor.aside)
    const speeds = able.flatMap(executor => executor.msPerPoint ?? [])
    // Idle executors first, the fast ones before the slow ones; then a second slice where much is left.
    const bySpeed = able.toSorted((a, b) => (a.msPerPoint ?? 0) - (b.msPerPoint ?? 0))
    for (const depth of [0, 1])
      for (const executor of bySpeed) {
        if (executor.leases.length !== depth) continue
        const lease = depth === 0 ? first(executor, speeds, now) : second(executor, speeds, now)
        if (lease) handed.push(lease)
      }
    return handed
  }

  function first(executor: ExecutorLoad, speeds: readonly number[], now: number): Lease | undefined {
    const suspect = takeSuspect(executor)
    if (suspect) return hand(executor, suspect, now, { breakers: suspect.breakers })
    const fresh = waiting.take(leaseSize(executor.msPerPoint, waiting.size(), speeds))
    return fresh ? hand(executor, fresh, now) : copyOfLatest(executor, now)
  }

  /** Keeps an executor busy while its answer travels; not near the end, where it would only be in the way. */
  function second(executor: ExecutorLoad, speeds: readonly number[], now: number): Lease | undefined {
    if (executor.msPerPoint === undefined) return undefined
    const size = leaseSize(executor.msPerPoint, waiting.size(), speeds)
    if (size * executor.msPerPoint < TARGET_MS / 2 || waiting.size() < 4 * size * executors.size)
      return undefined
    return hand(executor, waiting.take(size)!, now)
  }

  /** A suspect slice goes to an executor that it has not broken, as long as there is another one. */
  function takeSuspect(executor: ExecutorLoad): Suspect | undefined {
    const able = [...executors.values()].filter(other => !other.aside)
    const index = suspects.findIndex(
      ({ breakers }) => !breakers.includes(executor.id) || able.every(other => breakers.includes(other.id)),
    )
    return index < 0 ? undefined : suspects.splice(index, 1)[0]
  }

  /** With nothing left to hand out: what another executor will be longest with, if this one is sooner. */
  function copyOfLatest(executor: ExecutorLoad, now: number): Lease | undefined {
    if (executor.msPerPoint === undefined) return undefined
    let latest: { lease: Lease; left: number; from: number } | undefined
    for (const lease of leases.values()) {
      if (lease.executorId === executor.id || copies(lease) > 1) continue
      const own = executors.get(lease.executorId)!.msPerPoint
      const elapsed = now - lease.since
      const overdue = elapsed > lease.expectedMs
      const left = overdue ? elapsed : lease.expectedMs - elapsed
      // An executor on time has begun the first points already; those need no copy.
      const begun = overdue || own === undefined ? 0 : Math.floor(elapsed / Math.max(own, 1e-6))
      const from = Math.min(lease.from + begun, lease.to - 1)
      if (latest === undefined || left > latest.left) latest = { lease, left, from }
    }
    if (latest === undefined) return undefined
    const { lease, left, from } = latest
    const range = { from, to: lease.to }
    const cost = (range.to - range.from) * executor.msPerPoint
    if (left < 2 * cost || left - cost < WORTH_COPYING_MS) return undefined
    const [part] = open.within(range)
    return part && hand(executor, part, now, { copy: true, breakers: lease.breakers })
  }

  function copies({ from, to }: Range): number {
    let count = 0
    for (const other of leases.values()) if (other.from < to && from < other.to) count++
    return count
  }

  function release(token: number): Lease | undefined {
    const lease = leases.get(token)
    if (lease === undefined) return undefined
    leases.delete(token)
    const executor = executors.get(lease.executorId)
    executor?.leases.splice(executor.leases.indexOf(lease), 1)
    return lease
  }

  function answered(token: number, busyMs: number): Range[] {
    const lease = release(token)
    if (lease === undefined) return []
    const executor = executors.get(lease.executorId)
    if (executor) {
      executor.points += lease.to - lease.from
      executor.msPerPoint = updatedMsPerPoint(
        executor.msPerPoint,
        lease.to - lease.from,
        busyMs,
        executor.answers++,
      )
    }
    const firsts = open.remove(lease)
    // A copy, or a slice given back meanwhile, may still wait somewhere.
    for (const range of firsts) {
      waiting.remove(range)
      suspects = suspects.flatMap(suspect => without(suspect, range))
    }
    return firsts
  }

  /** Positions of a lease that are open and in no other lease. */
  function orphans(lease: Range): Range[] {
    const left = createRanges(open.within(lease))
    for (const other of leases.values()) left.remove(other)
    return [...left.list()]
  }

  function blame(lease: Lease, executorId: string): number[] {
    const guilty: number[] = []
    for (const range of orphans(lease)) {
      const verdict = judge(range, [...lease.breakers, executorId])
      if (verdict.kind === 'guilty') {
        open.remove(range)
        guilty.push(verdict.at)
      } else suspects.push(...verdict.suspects)
    }
    return guilty
  }

  function noteFault(executor: ExecutorLoad, now: number): boolean {
    executor.faults++
    executor.faultTimes.push(now)
    while (executor.faultTimes[0]! < now - FAULT_WINDOW_MS) executor.faultTimes.shift()
    const setAside = executor.faultTimes.length >= FAULTS && !executor.aside
    if (setAside) executor.aside = true
    return setAside
  }

  function failed(token: number, now: number): Failure {
    const lease = release(token)
    if (lease === undefined) return { guilty: [], setAside: false }
    const executor = executors.get(lease.executorId)
    const setAside = executor !== undefined && noteFault(executor, now)
    return { guilty: blame(lease, lease.executorId), setAside }
  }

  function left(id: string, blameFirst: boolean): Failure {
    const executor = executors.get(id)
    if (executor === undefined) return { guilty: [], setAside: false }
    const held = [...executor.leases]
    for (const lease of held) release(lease.token)
    executors.delete(id)
    const guilty: number[] = []
    for (const [place, lease] of held.entries()) {
      if (place === 0 && blameFirst) guilty.push(...blame(lease, id))
      else if (lease.breakers.length > 0)
        suspects.push(...orphans(lease).map(range => ({ ...range, breakers: lease.breakers })))
      else for (const range of orphans(lease)) waiting.add(range)
    }
    return { guilty, setAside: false }
  }

  function reopen(ranges: readonly Range[]): void {
    for (const range of ranges) {
      open.add(range)
      for (const orphan of orphans(range)) waiting.add(orphan)
    }
  }

  function check(): void {
    const held = createRanges(waiting.list())
    let sum = held.size()
    for (const suspect of suspects) {
      held.add(suspect)
      sum += suspect.to - suspect.from
    }
    if (held.size() !== sum) throw new Error('a position waits twice')
    for (const lease of leases.values()) for (const range of open.within(lease)) held.add(range)
    if (held.size() !== open.size()) throw new Error('a position is lost')
  }

  return {
    joined,
    left,
    next,
    answered,
    failed,
    executors: () => [...executors.values()],
    rule: id => {
      const executor = executors.get(id)
      if (executor === undefined) return ''
      return executor.aside
        ? `set aside after ${FAULTS} faults within a minute`
        : sizeRule(executor.msPerPoint, executor.lastSize)
    },
    open: open.size,
    inFlight: () => leases.size,
    reopen,
    check,
  }
}

/** What is left of a suspect without the positions in `range`. */
function without(suspect: Suspect, range: Range): Suspect[] {
  return [
    { ...suspect, to: Math.min(suspect.to, range.from) },
    { ...suspect, from: Math.max(suspect.from, range.to) },
  ].filter(({ from, to }) => from < to)
}
