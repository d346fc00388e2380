import type { Plan } from '../shared/plan.js'
import type { SliceResult } from '../shared/worker-contract.js'

/** Time comes in from outside, so that a test can hold it still. Monotonic [ms]. */
export interface Clock {
  now: () => number
  /** Calls back once after `ms`; returns the function that cancels it. */
  after: (ms: number, callback: () => void) => () => void
}

/**
 * Anything that answers slices, one at a time: a local worker process or one core lane of a LAN peer.
 * Made by a farm, which replaces what breaks; an executor that is `lost` is never used again.
 */
export interface Executor {
  readonly id: string
  readonly label: string
  /** Machine it runs on; a retry prefers another executor, and then another machine. */
  readonly machine: string
  /** Whether it runs on this computer. What others answer is audited: a share of it is computed twice. */
  readonly trusted: boolean
  /** Its process, where that is on this computer. */
  readonly pid?: number | undefined
  /**
   * Computes points [from, to) of the point order of the plan in force. Rejects with `worker/lost` or
   * `worker/hung` when the executor ends before it answers; any other error is a fault of the executor.
   */
  solve: (from: number, to: number, budgetMs: number) => Promise<SliceResult>
  /**
   * Asks it to begin no point at or behind `at` of the slice that begins at `from`. The answer to that slice
   * then ends at `at`, or where the executor had got to when it heard; it is empty for a slice not begun and
   * recalled from its first point. Without effect when it comes too late.
   */
  recall: (from: number, at: number) => void
}

/** A set of executors that comes and goes: the local pool, the LAN. */
export interface Farm {
  /** Prepares executors for a plan and reports each one that is ready, now and later, until closed. */
  open: (plan: Plan, planId: string, listener: FarmListener) => FarmHandle
}

export interface FarmListener {
  joined: (executor: Executor) => void
  /**
   * The executor is gone; its pending `solve` rejects by itself, with `cancelled` when it was sent away. A
   * reason is given when it went by itself.
   */
  left: (executorId: string, reason: string | undefined) => void
  /** Something people may want to know: a crash, a respawn, a slot given up. */
  incident: (executorId: string, message: string) => void
  /** No executor is left and none will come by itself; `resize` to 0 and back starts afresh. */
  exhausted: (error: unknown) => void
}

export interface FarmHandle {
  /** Changes the number of workers wanted. */
  resize: (workers: number) => void
  /**
   * What this machine says is not believed any more: its executors leave and none of it join again, and its
   * owner is told the reason. Absent where all executors are trusted.
   */
  readonly dismiss?: (machine: string, reason: string) => void
  /** Ends every executor; resolves when all processes are gone. */
  close: () => Promise<void>
}

/** One computed slice as the sweep hands it to the session, and as the session gives it back. */
export interface StoredSlice extends SliceResult {
  readonly executor: string
  /** Wall-clock time of the answer [ms since 1970], for display only. */
  readonly at: number
}

/** Where results are kept. `append` resolves when the slice would survive a kill of the process. */
export interface SliceStore {
  append: (slices: readonly StoredSlice[]) => Promise<void>
}
