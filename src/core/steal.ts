import { type ExecutorLoad, type Lease } from './leases.js'
import { type Range } from './ranges.js'

/** Nothing is taken from an executor for less than this gain [ms]: a recall has a price too. */
const WORTH_MS = 20
/** An executor is overdue when it needs this many points longer than expected, and WORTH_MS. */
const OVERDUE_POINTS = 2
/** Copies of a point that runs, the first one included. */
const MOST_COPIES = 2
/** A copy is for the faster ones, and those that need at most this much longer: a slow one would be in their way. */
const AS_FAST = 1.5
/** Time a point is thought to take as long as no executor has answered [ms]. */
const UNKNOWN_MS = 333
/** While points wait, only what has taken this share of the time left is copied, from this much slower ones. */
const EARLY_SHARE = 1
const SLOWER = 1.5

/** What an idle executor takes of a lease: points it holds, all behind those it may have begun, or a copy. */
export interface Theft extends Range {
  readonly lease: Lease
  readonly copy: boolean
}

interface Offer extends Theft {
  /** Time after which the victim would be through with the lease [ms]. */
  readonly left: number
  readonly overdue: boolean
}

/** How an executor is getting on with the first lease of its queue. */
interface Progress {
  readonly elapsed: number
  /** Expected time until it is through [ms]. */
  readonly left: number
  readonly overdue: boolean
}

/**
 * The best an idle executor can do when nothing waits: take, from the lease that would take longest, as
 * many unstarted points as let both end together.
 *
 * Nobody reports from within a slice. On time means an executor is where its mean time per point says. One
 * that is overdue may be anywhere, and need as long again: it gives the later half, so that little is
 * computed twice when it was further than feared, and when a single point is left that one is copied.
 *
 * While points still wait, what a slow machine has been at for long may be its last: a fast one that copies
 * it only when nothing waits would be the last itself.
 *
 * @param holders     number of leases that hold a position
 * @param remainingMs time all need for the points that wait
 */
export function bestTheft(
  thief: ExecutorLoad,
  executors: readonly ExecutorLoad[],
  holders: (range: Range) => number,
  now: number,
  remainingMs = 0,
): Theft | undefined {
  const since = now - EARLY_SHARE * remainingMs
  const victims = executors.filter(
    victim => victim !== thief && victim.leases.length > 0 && victim.leases[0]!.began! <= since,
  )
  if (victims.length === 0) return undefined
  const known = executors.flatMap(({ msPerPoint }) => msPerPoint ?? []).sort((a, b) => a - b)
  const usual = known[Math.floor(known.length / 2)] ?? UNKNOWN_MS
  const fast = known[Math.floor(known.length / 4)] ?? UNKNOWN_MS
  const mayCopy = (thief.msPerPoint ?? fast) <= AS_FAST * fast
  let best: Offer | undefined
  for (const victim of victims) {
    if (remainingMs > 0 && paceOf(victim, executors) < SLOWER * paceOf(thief, executors)) continue
    for (const offer of offers(thief, victim, usual, now)) {
      if (remainingMs > 0 && !offer.overdue) continue
      if (offer.copy && (!mayCopy || holders(offer) >= MOST_COPIES)) continue
      // What nobody has begun goes before what somebody is at.
      if (!best || (offer.copy === best.copy ? offer.left > best.left : best.copy)) best = offer
    }
  }
  return best
}

function offers(thief: ExecutorLoad, victim: ExecutorLoad, usual: number, now: number): Offer[] {
  const [head, ...queued] = victim.leases
  if (head === undefined) return []
  const pace = Math.max(victim.msPerPoint ?? usual, 1e-6)
  const own = { pace: Math.max(thief.msPerPoint ?? usual, 1e-6), latency: thief.latencyMs }
  const progress = progressOf(head, victim, pace, now)
  const found = [offerOfFirst(head, progress, pace, own)]
  let beginsIn = progress.left
  for (const lease of queued) {
    found.push(split(lease, lease.end - lease.from, beginsIn, pace, own))
    beginsIn += (lease.end - lease.from) * pace
  }
  return found.filter(offer => offer !== undefined && offer.lease.audit === undefined) as Offer[]
}

function progressOf(head: Lease, victim: ExecutorLoad, pace: number, now: number): Progress {
  const elapsed = Math.max(0, now - (head.began ?? now) - victim.latencyMs)
  const excess = elapsed - Math.max(1, head.end - head.from) * pace
  const overdue = excess > Math.max(OVERDUE_POINTS * pace, WORTH_MS)
  return { elapsed, overdue, left: overdue ? excess : Math.max(0, -excess) }
}

function offerOfFirst(lease: Lease, progress: Progress, pace: number, own: Means): Offer | undefined {
  const { elapsed, left, overdue } = progress
  const points = lease.end - lease.from
  if (points > 1 && overdue)
    return { lease, from: lease.end - Math.ceil((points - 1) / 2), to: lease.end, copy: false, left, overdue }
  const begun = Math.floor(elapsed / pace) + 1
  if (points > begun) return split(lease, points - begun, begun * pace - elapsed, pace, own)
  const sooner = left - own.pace - own.latency >= WORTH_MS
  if (points !== 1 || !(sooner || (overdue && elapsed > (1 + OVERDUE_POINTS) * own.pace))) return undefined
  return { lease, from: lease.from, to: lease.end, copy: true, left, overdue }
}

interface Means {
  /** Time per point of the thief, and until it could begin [ms]. */
  readonly pace: number
  readonly latency: number
}

/** Shares `unstarted` points that the victim would begin in `beginsIn`, so that both end together. */
function split(
  lease: Lease,
  unstarted: number,
  beginsIn: number,
  pace: number,
  own: Means,
): Offer | undefined {
  const left = beginsIn + unstarted * pace
  const fair = Math.round((left - own.latency) / (pace + own.pace))
  const taken = Math.min(unstarted, fair)
  if (taken < 1) return undefined
  const after = Math.max(left - taken * pace, own.latency + taken * own.pace)
  if (left - after < WORTH_MS) return undefined
  return { lease, from: lease.end - taken, to: lease.end, copy: false, left, overdue: false }
}

/** Time per point of an executor or of its machine, the longer one: it may have turned slow in this point. */
function paceOf(executor: ExecutorLoad, executors: readonly ExecutorLoad[]): number {
  let points = 0
  let busyMs = 0
  for (const { machine, measured } of executors)
    if (machine === executor.machine) {
      points += measured.points
      busyMs += measured.busyMs
    }
  return Math.max(executor.msPerPoint ?? 0, points > 0 ? busyMs / points : 0)
}
