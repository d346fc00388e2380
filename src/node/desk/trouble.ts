import { isCode, toWireError } from '../../shared/errors.js'
import type { SweepView } from '../../shared/owner-contract.js'

/** What people are told when results cannot be saved; the sweep waits meanwhile, with the results in memory. */
export function troubleOf(error: unknown): NonNullable<SweepView['trouble']> {
  if (isCode(error, 'session/unwritable')) {
    const { path, reason, freeBytes } = error.data
    const free = freeBytes === undefined ? '' : `, ${Math.floor(freeBytes / 1000)} kB free`
    return {
      code: error.code,
      message: `Results cannot be saved to ${path}: ${reason}${free}. What was saved before is safe.`,
      remedy: 'Make room or make the folder writable, then resume.',
    }
  }
  const { code, message } = toWireError(error)
  return { code, message, remedy: 'Resume to try again; what was saved is safe.' }
}

/** What people are told of a session that opened with less than everything. */
export function problemsOf(session: {
  readonly problems: readonly string[]
  readonly readOnly: boolean
}): SweepView['trouble'] {
  if (session.problems.length === 0) return null
  const remedy = session.readOnly
    ? 'Look at it, export it, or save a copy to go on with.'
    : 'Resume to compute what is missing.'
  return { code: 'session/unreadable', message: `${session.problems.join('. ')}.`, remedy }
}
