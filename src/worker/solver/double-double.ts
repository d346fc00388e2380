/**
 * Double-double arithmetic: a number is the unevaluated sum of two doubles, hi + lo, with about 32
 * significant digits (relative error of an operation ≤ 2⁻¹⁰⁴·4).
 *
 * Results come back in the module's `hi` and `lo` so that nothing is allocated; read both before the
 * next call. Products of parts below 1e-290 lose their low part, which costs digits, never correctness
 * of the high part.
 *
 * Source: Dekker, Numer. Math. 18 (1971) 224; Hida, Li & Bailey, ARITH-15 (2001).
 */
export let hi = 0
export let lo = 0

/** 2²⁷ + 1: splits a double into two halves of 26 bits. */
const SPLIT = 134217729

export function add(ah: number, al: number, bh: number, bl: number): void {
  const s = ah + bh
  const v = s - ah
  const e = ah - (s - v) + (bh - v)
  const t = al + bl
  const w = t - al
  const f = al - (t - w) + (bl - w)
  const c = e + t
  const sh = s + c
  const sl = c - (sh - s) + f
  hi = sh + sl
  lo = sl - (hi - sh)
}

export function multiply(ah: number, al: number, bh: number, bl: number): void {
  const p = ah * bh
  const a1 = ah * SPLIT
  const ahh = a1 - (a1 - ah)
  const ahl = ah - ahh
  const b1 = bh * SPLIT
  const bhh = b1 - (b1 - bh)
  const bhl = bh - bhh
  const e = ahh * bhh - p + ahh * bhl + ahl * bhh + ahl * bhl + (ah * bl + al * bh)
  hi = p + e
  lo = e - (hi - p)
}

export function divide(ah: number, al: number, bh: number, bl: number): void {
  const q1 = ah / bh
  multiply(bh, bl, q1, 0)
  add(ah, al, -hi, -lo)
  const q2 = hi / bh
  const rh = hi
  const rl = lo
  multiply(bh, bl, q2, 0)
  add(rh, rl, -hi, -lo)
  const q3 = hi / bh
  add(q1, 0, q2, 0)
  add(hi, lo, q3, 0)
}
