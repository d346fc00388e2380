/** When to ask the network again who is there. All times [ms], of one monotonic clock. */
export interface Pace {
  /** Last query that was sent from here. */
  readonly askedAt: number
  /** Last query of anybody on every interface; its answers went to everybody, so it served us as well. */
  readonly heardAskedAt: number
  /** When the interfaces in use were opened. */
  readonly openedAt: number
  /** When something last happened: other interfaces, somebody came or went. */
  readonly stirredAt: number
  /** When the peer that has been silent for longest was heard; undefined: nobody is listed. */
  readonly quietSince: number | undefined
  /** Since when it is unclear whether a goodbye was meant; undefined: it is not. */
  readonly doubtsSince: number | undefined
  /** From 0 to 1, another one in each process: who draws the least asks, and the others hear it and do not. */
  readonly jitter: number
}

/** At first, since a packet may be lost while a network comes up. */
const OPENING_MS = 600
const OPENING_FOR_MS = 1_500
const BRISK_MS = 2_000
const IDLE_MS = 10_000
/** An empty network is asked briskly for this long. */
const BRISK_FOR_MS = 30_000
/** A peer silent for so long is in danger of being dropped, and is asked after. */
const WORRYING_SILENCE_MS = 3_500
/** After so much silence the queries of others are no longer relied on, as they may not reach the peer. */
const LONG_SILENCE_MS = 5_000
const ALONE_MS = 2_000
/** However urgent, no more often than this. */
const SHORTEST_MS = 400
/** Within this time the queries of all lie apart. Long against the time a query takes to everybody. */
const SPREAD_MS = 400

/**
 * Time of the next query. Every query makes every Isobar answer everybody, so who hears another's query
 * leaves out his own: with n Isobars about n answers in 2 s, not n squared.
 */
export function nextQueryAt(pace: Pace): number {
  const { askedAt, heardAskedAt, openedAt, stirredAt, quietSince, doubtsSince, jitter } = pace
  if (askedAt < openedAt + OPENING_FOR_MS) return Math.max(openedAt, askedAt + OPENING_MS)
  const lastAt = Math.max(askedAt, heardAskedAt)
  const idle = quietSince === undefined && lastAt - stirredAt >= BRISK_FOR_MS
  const due = [lastAt + (idle ? IDLE_MS : BRISK_MS)]
  if (doubtsSince !== undefined) due.push(lastAt < doubtsSince ? doubtsSince : lastAt + SHORTEST_MS)
  if (quietSince !== undefined)
    due.push(
      Math.max(lastAt + SHORTEST_MS, quietSince + WORRYING_SILENCE_MS),
      Math.max(askedAt + ALONE_MS, quietSince + LONG_SILENCE_MS),
    )
  return Math.max(askedAt + SHORTEST_MS, Math.min(...due) + SPREAD_MS * jitter)
}
