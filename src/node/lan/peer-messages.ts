import { IsobarError } from '../../shared/errors.js'
import { showable } from '../../shared/lan/showable.js'
import { type HelperState, PEER_LIMITS, type PeerHello } from '../../shared/peer-contract.js'
import { type SliceResult } from '../../shared/worker-contract.js'
import { indexBelow, listOf, optional, positive, record, type Shape, text } from '../shape.js'

/** More cores than any computer has; a helper that claims more is not believed. */
const MAX_CORES = 4096
const MAX_ID = 128
const MAX_SENTENCE = 500

const texts =
  (longest: number): Shape =>
  value =>
    text(value) && (value as string).length <= longest

const id = texts(MAX_ID)
const sentence = texts(MAX_SENTENCE)
const cores = indexBelow(MAX_CORES + 1)
const count = indexBelow(Number.MAX_SAFE_INTEGER)

/**
 * Everything two Isobars say to each other after their hello, as it must look; no other fields. What is not
 * of its shape was not sent by an Isobar of this version: `peer/refused`, which ends the connection.
 */
const shapes = {
  begin: record({ run: id, planId: id, plan: () => true }),
  solve: record({
    run: id,
    lane: id,
    from: count,
    to: count,
    budgetMs: value => positive(value) && (value as number) <= PEER_LIMITS.budgetMs,
  }),
  recall: record({ run: id, lane: id, from: count, at: count }),
  end: record({ run: id }),
  laneJoined: record({ run: id, lane: id, label: id }),
  laneLeft: record({ run: id, lane: id, reason: optional(sentence) }),
  incident: record({ run: id, lane: id, message: sentence }),
  state: record({ lanes: cores, reason: optional(sentence) }),
}

/** The argument of a call as its contract says; throws `peer/refused`. */
export function readArgument<A>(name: keyof typeof shapes, value: unknown): A {
  if (!shapes[name](value)) refusePeer(`it sent a ${name} that cannot be right`)
  return value as A
}

export function readState(value: unknown): HelperState {
  const { lanes, reason } = readArgument<HelperState>('state', value)
  return { lanes, reason: reason === undefined ? undefined : sentenceOf(reason) }
}

/**
 * An answer to the slice [from, to) that may go on to the sweep, which judges its contents: arrays of the
 * right types, one row of `width` per point, none beyond what was asked for; fewer after a recall.
 */
export function readResult(value: unknown, from: number, to: number, width: number): SliceResult {
  const result = value as SliceResult
  const fits =
    sliceResult(result) &&
    result.from === from &&
    result.to >= from &&
    result.to <= to &&
    result.status.length === result.to - from &&
    result.rows.length === (result.to - from) * width &&
    result.reasons.length <= result.to - from
  if (!fits) refusePeer(`its answer to points ${from} to ${to - 1} has another shape`)
  return { ...result, reasons: result.reasons.map(({ at, reason }) => ({ at, reason: sentenceOf(reason) })) }
}

const sliceResult = record({
  from: count,
  to: count,
  status: value => value instanceof Uint8Array,
  rows: value => value instanceof Float64Array,
  reasons: listOf(record({ at: count, reason: text })),
  busyMs: value => Number.isFinite(value) && (value as number) >= 0,
})

/** A sentence of another computer, or for one, as it may be shown and logged. */
export const sentenceOf = (words: string): string => showable(words, MAX_SENTENCE)

export function refusePeer(reason: string): never {
  throw new IsobarError('peer/refused', `the connection was ended: ${reason}`, { reason })
}

/** @throws `peer/mismatch` when the two sides would not compute the same numbers, or not understand each other. */
export function requireSame(ours: PeerHello, theirs: PeerHello): void {
  if (ours.protocol === theirs.protocol && ours.engine === theirs.engine) return
  const [our, their] = [ours, theirs].map(
    ({ protocol, engine, version }) => `protocol ${protocol}, ${engine} (Isobar ${version})`,
  )
  throw new IsobarError('peer/mismatch', `${theirs.name} speaks ${their}, ${ours.name} speaks ${our}`, {
    ours: our!,
    theirs: their!,
  })
}
