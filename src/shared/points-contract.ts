import type { CellArea } from './owner-contract.js'
import type { SolverOptions } from './plan.js'
import type { TransientReport } from './worker-contract.js'

/** What an interface may do with single points and sets of points. Part of OwnerContract. */
export interface PointsContract {
  /** Follows the coverages of one point from the start on; takes at most some seconds. */
  transient: (argument: { point: number }) => TransientReport
  /**
   * Computes points again, optionally with other solver options. What they are now stands until the new result
   * is there, and a solved point is never replaced by a failure.
   */
  rerun: (argument: RerunRequest) => { points: number }
  /** How the last re-run of this owner went; null when there was none, or it is under way. */
  rerunOutcome: (argument: Record<string, never>) => RerunOutcome | null
  /** Expected values kept for the model on the desk, as they were when last verified. */
  checks: (argument: Record<string, never>) => ChecksView
  /** Keeps the values of a solved point as expected; rejects with `input/invalid` for one that is not solved. */
  keepCheck: (argument: { point: number }) => ChecksView
  removeCheck: (argument: { id: string }) => ChecksView
  /** Solves every check with the model on the desk. */
  verifyChecks: (argument: Record<string, never>) => ChecksView
}

/** Points by how they ended, of the whole map or of a rectangle of cells. */
export interface PointSelection {
  readonly which: PointKind
  readonly area?: CellArea
}

export const POINT_KINDS = ['failed', 'uncertified', 'all'] as const
export type PointKind = (typeof POINT_KINDS)[number]

export interface RerunRequest extends PointSelection {
  readonly solver?: Partial<SolverOptions>
}

export interface RerunOutcome {
  readonly points: number
  /** Points that ended with a new result. */
  readonly renewed: number
  /** Solved points whose re-run failed: their former result stands. */
  readonly kept: number
  /** Points that had not been computed again when it was stopped: their former result stands. */
  readonly skipped: number
}

/** The conditions of a point and what is expected there. */
export interface PointCheck {
  readonly id: string
  /** Parameters that differ from the model, in their units; the axes of the map come first. */
  readonly at: Readonly<Record<string, number>>
  /** Name of a start, or coverages by species. */
  readonly start: string | Readonly<Record<string, number>>
  /** Expected values by output. */
  readonly expect: Readonly<Record<string, number>>
  /** Largest relative deviation that passes. */
  readonly tolerance: number
  /** ISO date. */
  readonly kept: string
}

/** not-checked: nobody asked since it was kept, or since the owner was started. */
export interface CheckResult {
  readonly id: string
  readonly verdict: 'passed' | 'failed' | 'not-checked'
  /** The output that is furthest off. */
  readonly worst?: {
    readonly output: string
    readonly expected: number
    readonly found: number
    readonly deviation: number
  }
  /** Why there is nothing to compare. */
  readonly problem?: string
}

export interface ChecksView {
  /** Where they are kept. */
  readonly path: string
  readonly checks: readonly PointCheck[]
  /** In the order of the checks. */
  readonly results: readonly CheckResult[]
}
