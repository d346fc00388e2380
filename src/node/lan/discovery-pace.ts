/** When to ask the network again who is there. All times [ms], of one monotonic clock. */
export interface Pace {
  /** Last query that was sent from here. */
  readonly askedAt: number
  /** Last query of anybody; its answers went to everybody, so it served us as well. */
  readonly heardAskedAt: number
  /** When the interfaces in use were opened. */
  readonly openedAt: number
  /** When something last happened: other interfaces, somebody came or went. */
  readonly stirredAt: number
  /** When the peer that has been silent for longest was heard; undefined: nobody is listed. */
  readonly quietSince: number | undefined
  /** Somebody said goodbye, and it is not clear yet whether it was meant. */
  readonly doubts: boolean
}

/** At first, since a packet may be lost while a network comes up. */
const OPENING_MS = 600
const OPENING_FOR_MS = 1_500
const BRISK_MS = 2_000
const IDLE_MS = 10_000
/** An empty network is asked briskly for this long. */
const BRISK_FOR_MS = 30_000
/** A peer silent for so long is in danger of being dropped, and is asked after by ourselves. */
const WORRYING_SILENCE_MS = 3_500
/** However urgent, no more often than this. */
const SHORTEST_MS = 400

/**
 * Time of the next query. Every query makes every Isobar answer everybody, so who hears another's query
 * leaves out his own: with n Isobars n answers in 2 s, not n squared.
 */
export function nextQueryAt(pace: Pace): number {
  const { askedAt, heardAskedAt, openedAt, stirredAt, quietSince, doubts } = pace
  if (askedAt < openedAt + OPENING_FOR_MS) return Math.max(openedAt, askedAt + OPENING_MS)
  const lastAt = Math.max(askedAt, heardAskedAt)
  const idle = quietSince === undefined && lastAt - stirredAt >= BRISK_FOR_MS
  const regular = lastAt + (idle ? IDLE_MS : BRISK_MS)
  const urgent = doubts ? askedAt : (quietSince ?? Infinity) + WORRYING_SILENCE_MS
  return Math.max(askedAt + SHORTEST_MS, Math.min(regular, urgent))
}
