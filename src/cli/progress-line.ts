import type { SweepProgress } from '../shared/owner-contract.js'

/** One line for people: how far, how fast, how long still. Never wider than `width` columns. */
export function progressLine(progress: SweepProgress, width: number): string {
  const { points, solved, failed, workers, pointsPerSecond, eta, phase } = progress
  const ended = solved + failed
  const parts = [
    `${group(ended)} of ${group(points)} points`,
    `${Math.floor((100 * ended) / points)} %`,
    ...(failed > 0 ? [`${group(failed)} failed`] : []),
    pointsPerSecond === undefined ? 'measuring speed' : `${group(Math.round(pointsPerSecond))} points/s`,
    `${workers} ${workers === 1 ? 'worker' : 'workers'}`,
    ...(phase === 'running'
      ? [eta === undefined ? 'estimating time left' : `${span(eta.low, eta.high)} left`]
      : [phase]),
  ]
  const line = parts.join(' · ')
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`
}

/** A stretch of time as a range; one number where both ends read the same. */
function span(low: number, high: number): string {
  const [from, to] = [duration(low), duration(high)]
  return from === to ? from : `${from} to ${to}`
}

export function duration(seconds: number): string {
  if (seconds < 1) return 'under 1 s'
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** Digits in groups of three, by a space, which no locale mistakes for a decimal point. */
export const group = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ' ')
