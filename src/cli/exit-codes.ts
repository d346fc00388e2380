/** What the shell is told; part of the command-line contract (docs/cli.md). */
export const EXIT = {
  solved: 0,
  failedPoints: 1,
  badInput: 2,
  /** The session is kept and resumable. */
  interrupted: 3,
  internal: 4,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
