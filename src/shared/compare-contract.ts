import type { Mechanism } from './mechanism.js'
import type { MapSnapshot, OutputInfo, SweepSetup } from './owner-contract.js'
import type { Axis } from './plan.js'

/** Values besides those of the output on show: line cuts, small maps, comparisons. Part of OwnerContract. */
export interface CompareContract {
  /** All that is known of an output of the sweep on the desk; nothing is pushed afterwards. */
  values: (argument: { output: string }) => MapSnapshot
  /** The same with at most `most` columns and rows, for pictures of that size. */
  thinned: (argument: { output: string; most: number }) => ThinnedValues
  /** Several outputs along the row and along the column of a point. */
  cuts: (argument: { point: number; outputs: readonly string[] }) => readonly CutValues[]
  /**
   * Reads a second session file for comparison, beside the one on the desk, and lets go of it; replaces the
   * one read before. Rejects with `session/unreadable`, or `input/invalid` when it is too large.
   */
  openOther: (argument: { path: string }) => OtherSession
  /** All that the second session holds of an output, on its own grid. */
  otherValues: (argument: { output: string }) => MapSnapshot
  closeOther: (argument: Record<string, never>) => void
}

/** Every so many cells of a map, row-major like the map itself; values are computed ones, never means. */
export interface ThinnedValues {
  readonly output: string
  readonly nx: number
  readonly ny: number
  readonly values: Float64Array
  readonly status: Uint8Array
}

/** One output on the two lines that cross at a point; NaN where not solved. */
export interface CutValues {
  readonly output: string
  /** Shape (nx): along x, through the row of the point. */
  readonly alongX: Float64Array
  /** Shape (ny). */
  readonly alongY: Float64Array
}

export interface OtherSession {
  readonly path: string
  readonly planHash: string
  readonly setup: SweepSetup
  readonly mechanism: Mechanism
  readonly x: Axis
  readonly y: Axis
  readonly outputs: readonly OutputInfo[]
  readonly points: number
  readonly solved: number
  /** What was left out because it is damaged; for people. */
  readonly problems: readonly string[]
}
