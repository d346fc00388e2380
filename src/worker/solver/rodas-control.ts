import { CTL, DIP, GROW, PAUSE, SAFETY, SHRINK } from './rodas5p.js'

/** A trial step from y to `next`, each of shape (n). */
export interface Attempt {
  readonly y: Float64Array
  readonly next: Float64Array
  /** Species that were solved for, and the error estimate of each; none when the matrix was singular. */
  readonly unknowns: readonly number[]
  readonly error: Float64Array | undefined
}

/**
 * Judges a trial step and sets the size of the next one in `ctl`.
 *
 * @returns whether to try again with the smaller step, to give up, to go on, or a reason of PAUSE to give
 *          control back after this accepted step
 */
export function acceptStep(
  ctl: Float64Array,
  { y, next, unknowns, error }: Attempt,
): 'reject' | 'stuck' | 'go on' | number {
  const h = ctl[CTL.h]!
  const norm = error === undefined ? NaN : errorNorm(ctl, y, next, unknowns, error)
  const factor = norm > 0 ? SAFETY / Math.sqrt(Math.sqrt(norm)) : norm === 0 ? GROW : SHRINK
  if (!(norm <= 1)) {
    ctl[CTL.rejected]!++
    ctl[CTL.h] = h * Math.max(SHRINK, factor)
    return ctl[CTL.h]! > ctl[CTL.t]! * Number.EPSILON && ctl[CTL.h]! > 1e-290 ? 'reject' : 'stuck'
  }
  let change = 0
  for (let i = 0; i < y.length; i++)
    change = Math.max(change, Math.abs(next[i]! - y[i]!) / (Math.abs(next[i]!) + 10 * ctl[CTL.atol]!))
  ctl[CTL.t]! += h
  ctl[CTL.accepted]!++
  if (h > ctl[CTL.hMax]!) ctl[CTL.hMax] = h
  else if (h < DIP * ctl[CTL.hMax]!) ctl[CTL.dip] = 1
  ctl[CTL.h] = h * Math.min(GROW, Math.max(SHRINK, factor))
  if (ctl[CTL.t]! >= ctl[CTL.tEnd]!) return PAUSE.end
  return change < ctl[CTL.calm]! && h >= ctl[CTL.minStep]! ? PAUSE.calm : 'go on'
}

function errorNorm(
  ctl: Float64Array,
  y: Float64Array,
  next: Float64Array,
  unknowns: readonly number[],
  error: Float64Array,
): number {
  let sum = 0
  for (let r = 0; r < unknowns.length; r++) {
    const i = unknowns[r]!
    const scale = ctl[CTL.atol]! + ctl[CTL.rtol]! * Math.max(Math.abs(y[i]!), Math.abs(next[i]!))
    sum += (error[r]! / scale) ** 2
  }
  return Math.sqrt(sum / unknowns.length)
}
