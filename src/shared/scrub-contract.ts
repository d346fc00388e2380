/**
 * What an interface may ask of a map that is not kept: the one on the desk with other fixed values. Part of
 * OwnerContract. The interface pulls, so that the owner never computes ahead of what is shown.
 */
export interface ScrubContract {
  /**
   * Computes for a moment, coarse to fine, with workers that stay warm; writes no file. The answer begins at
   * the first point of the order. Null when a newer question, or a sweep, came meanwhile. Rejects with
   * `input/invalid` while anything else computes, and for values the model cannot take.
   */
  scrub: (argument: ScrubQuestion) => ScrubAnswer | null
  /**
   * Computes on, and answers with all that is known from position `from` of the point order on. Null when the
   * question is gone.
   */
  scrubMore: (argument: { question: number; output: string; from: number }) => ScrubAnswer | null
  /** Forgets the question; the workers end a while later. */
  endScrub: (argument: Record<string, never>) => void
}

export interface ScrubQuestion {
  /** Values that replace those of the session, in the units of the parameters, by name. */
  readonly settings: Readonly<Record<string, number>>
  readonly output: string
}

/** Positions [from, to) of the point order; arrays have shape (to − from). */
export interface ScrubAnswer {
  readonly question: number
  readonly from: number
  readonly to: number
  readonly points: number
  /** NaN where not solved. */
  readonly values: Float64Array
  readonly status: Uint8Array
}

/** A map of more points is made by a session, which survives what may happen in its time. */
export const MAX_SCRUB_POINTS = 1_000_000
