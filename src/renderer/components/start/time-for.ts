import { formatDuration } from '../../../shared/figure/numbers.js'
import { type SweepProgress } from '../../../shared/owner-contract.js'
import { say, text } from '../../text/text.js'

/** How long `points` more would take with the workers of now, judged by those computed so far. */
export function timeFor(
  { solveMs, solved, failed, workers }: Pick<SweepProgress, 'solveMs' | 'solved' | 'failed' | 'workers'>,
  points: number,
): string {
  const done = solved + failed
  if (done === 0 || solveMs === 0) return text.refine.unknown
  const seconds = (points * solveMs) / done / Math.max(1, workers) / 1000
  return say(text.refine.about, { time: formatDuration(seconds) })
}
