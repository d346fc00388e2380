/** What an interface may ask about the certificates of the map on the desk. Part of OwnerContract. */
export interface EvidenceContract {
  /** How sure the points are, and those that are not certified, row by row; null without a sweep. */
  evidence: (argument: Record<string, never>) => EvidenceView | null
}

export interface EvidenceView {
  readonly points: number
  readonly solved: number
  readonly failed: number
  readonly certified: number
  readonly extended: ExtendedUse
  /** The first ones only of very many; see MAX_DOUBTFUL. */
  readonly doubtful: readonly DoubtfulPoint[]
}

/** A point that failed, or whose certificate does not hold. */
export interface DoubtfulPoint {
  /** Row-major index. */
  readonly point: number
  readonly status: number
  readonly reason: string | undefined
}

/** Points in one answer. */
export const MAX_DOUBTFUL = 500

/** How many points needed more than double precision, and what that cost. */
export interface ExtendedUse {
  readonly points: number
  /** Share of the computing time [0, 1]; undefined where slices of points do not tell one from the other. */
  readonly timeShare: number | undefined
}
