import * as dd from './double-double.js'

/** ln 2 as a sum of two doubles. */
const LN2 = { hi: 0.6931471805599453, lo: 2.3190468138462996e-17 }
/** The argument is halved this often before the series and the result squared as often. */
const HALVINGS = 8
/** Terms of the series of exp(x) − 1 for |x| < ln 2 / 2 / 2⁸ ≈ 1.4e-3 down to 1e-33. */
const TERMS = 11

/**
 * exp(h + l), left in dd.hi and dd.lo, with a relative error of about 1e-29.
 * Source: argument reduction as in Hida, Li & Bailey, ARITH-15 (2001).
 */
export function exponential(h: number, l: number): void {
  const k = Math.round(h / LN2.hi)
  if (!(Math.abs(k) < 1075)) {
    dd.add(Math.exp(h), 0, 0, 0)
    return
  }
  dd.multiply(LN2.hi, LN2.lo, -k, 0)
  dd.add(h, l, dd.hi, dd.lo)
  const scale = 2 ** -HALVINGS
  const rh = dd.hi * scale
  const rl = dd.lo * scale
  // Horner on exp(r) − 1 = r (1 + r/2 (1 + r/3 (…))), which keeps the small result to full relative accuracy.
  let sh = 1
  let sl = 0
  for (let term = TERMS; term > 1; term--) {
    dd.multiply(sh, sl, rh, rl)
    dd.divide(dd.hi, dd.lo, term, 0)
    dd.add(dd.hi, dd.lo, 1, 0)
    sh = dd.hi
    sl = dd.lo
  }
  dd.multiply(sh, sl, rh, rl)
  // (1 + s)² − 1 = 2 s + s²
  for (let halving = 0; halving < HALVINGS; halving++) {
    const eh = dd.hi
    const el = dd.lo
    dd.multiply(eh, el, eh, el)
    dd.add(dd.hi, dd.lo, 2 * eh, 2 * el)
  }
  dd.add(dd.hi, dd.lo, 1, 0)
  // In two steps, since 2^−1074 alone is the smallest double.
  const half = 2 ** Math.trunc(k / 2)
  const rest = 2 ** (k - Math.trunc(k / 2))
  dd.add(dd.hi * half * rest, dd.lo * half * rest, 0, 0)
}

/** ln(h + l) of a positive number, left in dd.hi and dd.lo: one step of Newton's method on exp. */
export function logarithm(h: number, l: number): void {
  const guess = Math.log(h)
  exponential(-guess, 0)
  dd.multiply(h, l, dd.hi, dd.lo)
  dd.add(dd.hi, dd.lo, -1, 0)
  // ln(1 + e) with e of the size of double rounding.
  const eh = dd.hi
  const el = dd.lo
  dd.multiply(eh, el, -eh / 2, 0)
  dd.add(dd.hi, dd.lo, eh, el)
  dd.add(dd.hi, dd.lo, guess, 0)
}
