import { type Measured } from './measure.js'
import { createRanges, type Range } from './ranges.js'

/** A slice in the hands of an executor: it holds the positions [from, end) for the others to leave alone. */
export interface Lease extends Range {
  readonly token: number
  readonly executorId: string
  readonly since: number
  /** Expected duration, its place in the executor's queue included [ms]. */
  readonly expectedMs: number
  /** Executors that broke over these points before; empty for a fresh slice. */
  readonly breakers: readonly string[]
  /** Set when ended points are computed once more, to compare. */
  readonly audit: Audit | undefined
  /** Positions from here on were recalled; at most `to`. */
  end: number
  /** When it became the first of its executor; undefined while it waits there. */
  began: number | undefined
}

/** Points to be computed again by another machine than those that have spoken. */
export interface Audit extends Range {
  /** The machine whose answer stands, then those that contradicted it. */
  readonly machines: readonly string[]
  /** How often an executor broke over it. */
  readonly failures: number
}

export interface Recall {
  readonly executorId: string
  readonly from: number
  readonly at: number
}

/** What a schedule knows of an executor. */
export interface ExecutorLoad {
  readonly id: string
  readonly machine: string
  readonly trusted: boolean
  /** Mean time per point [ms]; undefined before its first answer. */
  msPerPoint: number | undefined
  measured: Measured
  /** Travel of a slice and its answer [ms]; 0 until measured. */
  latencyMs: number
  points: number
  answers: number
  faults: number
  readonly faultTimes: number[]
  aside: boolean
  /** In the order it works on them; the first is under way. */
  readonly leases: Lease[]
  lastSize: number
}

export const freshLoad = (executor: Pick<ExecutorLoad, 'id' | 'machine' | 'trusted'>): ExecutorLoad => ({
  ...executor,
  msPerPoint: undefined,
  measured: { points: 0, busyMs: 0 },
  latencyMs: 0,
  points: 0,
  answers: 0,
  faults: 0,
  faultTimes: [],
  aside: false,
  leases: [],
  lastSize: 1,
})

/** All leases that are out, by token. */
export interface Leases {
  readonly hand: (
    executor: ExecutorLoad,
    range: Range,
    now: number,
    rest?: Partial<Pick<Lease, 'breakers' | 'audit'>>,
  ) => Lease
  readonly get: (token: number) => Lease | undefined
  /** Takes a lease back from its executor; the next in its queue begins now. */
  readonly release: (lease: Lease, executor: ExecutorLoad | undefined, now: number) => void
  /** Makes a lease hold less, and notes that its executor must be told. */
  readonly cut: (lease: Lease, at: number) => void
  /** Cuts what nobody needs any more from the end of leases over `range`. */
  readonly trim: (range: Range, open: (range: Range) => Range[]) => void
  /** Recalls that have not been sent. */
  readonly takeRecalls: () => Recall[]
  readonly all: () => Iterable<Lease>
  /** Leases other than audits that hold a position of `range`. */
  readonly holders: (range: Range) => number
  /** The parts of `ranges` that no lease holds. */
  readonly unheld: (ranges: readonly Range[]) => readonly Range[]
  readonly size: () => number
}

export function createLeases(): Leases {
  const leases = new Map<number, Lease>()
  let recalls: Recall[] = []
  let nextToken = 1

  const holds = (lease: Lease, { from, to }: Range): boolean =>
    lease.audit === undefined && lease.from < to && from < lease.end

  function hand(
    executor: ExecutorLoad,
    { from, to }: Range,
    now: number,
    rest: Partial<Pick<Lease, 'breakers' | 'audit'>> = {},
  ): Lease {
    const queued = executor.leases.reduce((sum, lease) => sum + lease.to - lease.from, 0)
    const lease: Lease = {
      from,
      to,
      end: to,
      token: nextToken++,
      executorId: executor.id,
      since: now,
      began: executor.leases.length === 0 ? now : undefined,
      expectedMs: (to - from + queued) * (executor.msPerPoint ?? 0),
      breakers: rest.breakers ?? [],
      audit: rest.audit,
    }
    executor.leases.push(lease)
    leases.set(lease.token, lease)
    return lease
  }

  function release(lease: Lease, executor: ExecutorLoad | undefined, now: number): void {
    leases.delete(lease.token)
    if (executor === undefined) return
    executor.leases.splice(executor.leases.indexOf(lease), 1)
    const [next] = executor.leases
    if (next) next.began ??= now
  }

  function cut(lease: Lease, at: number): void {
    lease.end = at
    recalls.push({ executorId: lease.executorId, from: lease.from, at })
  }

  function trim(range: Range, open: (range: Range) => Range[]): void {
    for (const lease of leases.values()) {
      if (!holds(lease, range)) continue
      const end = open({ from: lease.from, to: lease.end }).at(-1)?.to ?? lease.from
      if (end < lease.end) cut(lease, end)
    }
  }

  function unheld(ranges: readonly Range[]): readonly Range[] {
    const left = createRanges(ranges)
    for (const lease of leases.values())
      if (lease.audit === undefined) left.remove({ from: lease.from, to: lease.end })
    return left.list()
  }

  return {
    hand,
    get: token => leases.get(token),
    release,
    cut,
    trim,
    takeRecalls: () => {
      const taken = recalls
      recalls = []
      return taken
    },
    all: () => leases.values(),
    holders: range => {
      let count = 0
      for (const lease of leases.values()) if (holds(lease, range)) count++
      return count
    },
    unheld,
    size: () => leases.size,
  }
}
