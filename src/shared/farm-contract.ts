/**
 * What an interface may ask of the farm behind the sweep on the desk. Part of OwnerContract. The interface
 * pulls what is new while it shows it, so that a view nobody sees costs nothing.
 */
export interface FarmContract {
  /** Slices from number `from` on, at most MAX_SLICES of them, and what is at work now; null without a sweep. */
  farm: (argument: { from: number }) => FarmReport | null
}

/** Slices in one answer; whoever is behind asks again. */
export const MAX_SLICES = 20_000

export interface FarmReport {
  /** Numbers of slices count within a session: another one begins at zero. */
  readonly sessionId: string
  /** Clock of the owner [ms since 1970]; all times here are of that clock. */
  readonly now: number
  /** Slices recorded in all; those of this answer are [from, from + slices.end.length). */
  readonly total: number
  readonly from: number
  readonly slices: SliceColumns
  /** The places of workers, `machine/slot`, by their number in `slices.lane`; grows, never changes. */
  readonly lanes: readonly string[]
  /** Stretches of computing, oldest first, the one under way included; wallMs leaves out pauses. */
  readonly runs: readonly { readonly startedAt: number; readonly wallMs: number }[]
  /** Slices in hand, so that no busy worker looks idle. */
  readonly working: readonly SliceInHand[]
  /** Resident set by executor id [bytes], as far as it is known. */
  readonly memory: Readonly<Record<string, number>>
}

/** Recorded slices by column, in the order they ended. */
export interface SliceColumns {
  /** Positions [first, last) of the point order. */
  readonly first: Uint32Array
  readonly last: Uint32Array
  readonly lane: Uint32Array
  /** Points of it that failed. */
  readonly failed: Uint32Array
  /** When its answer came [ms since 1970], and the time spent computing it [ms]. */
  readonly end: Float64Array
  readonly busyMs: Float32Array
}

export interface SliceInHand {
  readonly lane: number
  readonly executorId: string
  readonly first: number
  readonly last: number
  /** When it became the first in the hands of its worker [ms since 1970]. */
  readonly since: number
  /** Whether ended points are computed once more, to compare. */
  readonly audit: boolean
}
