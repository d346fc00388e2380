import type { BranchReport } from './worker-contract.js'

/** Steady states along an axis. Part of OwnerContract. */
export interface BranchesContract {
  /**
   * Every branch of steady states along an axis of the map, through the conditions of a point; takes at most some
   * seconds, and some milliseconds for a small mechanism.
   */
  branches: (argument: { point: number; along: 'x' | 'y' }) => BranchReport
}
