import { type StoredSlice } from './ports.js'
import { type Range } from './ranges.js'

/** What a machine said of one point. */
export interface Witness {
  readonly machine: string
  /** Whether it is this computer. */
  readonly trusted: boolean
  readonly status: number
  readonly row: Float64Array
}

export function witnessOf(
  { from, status, rows }: Pick<StoredSlice, 'from' | 'status' | 'rows'>,
  position: number,
  width: number,
  by: Pick<Witness, 'machine' | 'trusted'>,
): Witness {
  const first = (position - from) * width
  return {
    machine: by.machine,
    trusted: by.trusted,
    status: status[position - from]!,
    row: rows.slice(first, first + width),
  }
}

/**
 * The machines that are wrong about a point on which not all agree: those that contradict this computer,
 * or two machines that say the same. Undefined as long as it is one word against another.
 */
export function liarsAmong(witnesses: readonly Witness[]): readonly string[] | undefined {
  const truth =
    witnesses.find(({ trusted }) => trusted) ??
    witnesses.find(one => witnesses.some(other => other.machine !== one.machine && agree(one, other)))
  return truth && witnesses.filter(one => !one.trusted && !agree(one, truth)).map(({ machine }) => machine)
}

const agree = (a: Witness, b: Witness): boolean =>
  a.status === b.status && a.row.every((value, c) => Object.is(value, b.row[c]))

/**
 * Which points of an answer to compute once more: on average `share` of them, in one piece so that this
 * costs one message, at a random place.
 *
 * @param atLeast points of a machine of which nothing is known yet
 */
export function chooseAudit(
  { from, to }: Range,
  share: number,
  atLeast: number,
  random: () => number,
): Range | undefined {
  const points = to - from
  const count = Math.min(points, Math.max(atLeast, Math.floor(share * points + random())))
  if (count === 0) return undefined
  const first = from + Math.floor(random() * (points - count + 1))
  return { from: first, to: first + count }
}
