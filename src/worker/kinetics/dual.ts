/** A value and its derivative by one variable: arithmetic on duals differentiates exactly, to rounding. */
export interface Dual {
  readonly v: number
  readonly d: number
}

export const constant = (v: number): Dual => ({ v, d: 0 })
export const add = (a: Dual, b: Dual): Dual => ({ v: a.v + b.v, d: a.d + b.d })
export const subtract = (a: Dual, b: Dual): Dual => ({ v: a.v - b.v, d: a.d - b.d })
export const times = (a: Dual, factor: number): Dual => ({ v: a.v * factor, d: a.d * factor })
export const multiply = (a: Dual, b: Dual): Dual => ({ v: a.v * b.v, d: a.d * b.v + a.v * b.d })
export const over = (a: Dual, b: Dual): Dual => ({ v: a.v / b.v, d: (a.d - (a.v / b.v) * b.d) / b.v })
export const log = (a: Dual): Dual => ({ v: Math.log(a.v), d: a.d / a.v })
export const exp = (a: Dual): Dual => ({ v: Math.exp(a.v), d: a.d * Math.exp(a.v) })

/** A constant exponent is taken apart, since its base may be zero or negative. */
export function power(a: Dual, b: Dual): Dual {
  const v = a.v ** b.v
  const byBase = a.d === 0 ? 0 : b.v * a.v ** (b.v - 1) * a.d
  return { v, d: byBase + (b.d === 0 ? 0 : v * Math.log(a.v) * b.d) }
}

/** At a tie, where the derivative jumps, that of the first. */
export const largest = (values: readonly Dual[]): Dual => values.reduce((a, b) => (b.v > a.v ? b : a))
