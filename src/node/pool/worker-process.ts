import { type Channel } from '../../shared/rpc.js'

/** A process that runs the worker bundle, whoever forked it. */
export interface WorkerProcess {
  readonly pid: number | undefined
  readonly channel: Channel
  /** Calls back once when the process has ended; returns the function that stops listening. */
  onExit(listener: (exit: WorkerExit) => void): () => void
  /** Ends the process at once, however busy it is. */
  kill(): void
}

export interface WorkerExit {
  readonly code: number | null
  readonly signal: string | null
  /** The last it wrote to stderr, for the log. */
  readonly stderrTail: string
}

export type ForkWorker = () => WorkerProcess
