/** Where the numbers of a session come from. */
export interface Provenance {
  readonly sessionId: string
  readonly planHash: string
  /** The Isobar that made the session, and the engine that computes its results. */
  readonly version: string
  readonly engine: string
  /** [ms since 1970] */
  readonly createdAt: number
  /** Each stretch of computing, oldest first. */
  readonly runs: readonly {
    /** [ms since 1970] */
    readonly startedAt: number
    readonly wallMs: number
    readonly workers: number
    readonly host: string
  }[]
  /** Who computed the points that are known. */
  readonly machines: readonly { readonly machine: string; readonly points: number }[]
}
