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

/** What an idle executor takes of a lease: points it holds, all behind those it may have begun, or a copy. */
export interface Theft extends Range {
  readonly lease: Lease
  readonly copy: boolean
}

interface Offer extends Theft {
  /** Time after which the victim would be through with the lease [ms]. */
  readonly left: number
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
 * @param holders number of leases that hold a position
 */
export function bestTheft(
  thief: ExecutorLoad,
  executors: readonly ExecutorLoad[],
  holders: (range: Range) => number,
  now: number,
): Theft | undefined {
  const known = executors.flatMap(({ msPerPoint }) => msPerPoint ?? []).sort((a, b) => a - b)
  const usual = known[Math.floor(known.length / 2)] ?? UNKNOWN_MS
  const fast = known[Math.floor(known.length / 4)] ?? UNKNOWN_MS
  const mayCopy = (thief.msPerPoint ?? fast) <= AS_FAST * fast
  let best: Offer | undefined
  for (const victim of executors) {
    if (victim === thief) continue
    for (const offer of offers(thief, victim, usual, now)) {
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
    return { lease, from: lease.end - Math.ceil((points - 1) / 2), to: lease.end, copy: false, left }
  const begun = Math.floor(elapsed / pace) + 1
  if (points > begun) return split(lease, points - begun, begun * pace - elapsed, pace, own)
  const sooner = left - own.pace - own.latency >= WORTH_MS
  if (points !== 1 || !(sooner || (overdue && elapsed > (1 + OVERDUE_POINTS) * own.pace))) return undefined
  return { lease, from: lease.from, to: lease.end, copy: true, left }
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
  return { lease, from: lease.end - taken, to: lease.end, copy: false, left }
}
