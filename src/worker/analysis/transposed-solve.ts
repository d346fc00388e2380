import * as dd from '../solver/double-double.js'
import { type Pair } from '../solver/extended-lu.js'

/** Solves Aᵀ x = b in place for factors P A = L U made by `factorisePair`; shapes (n, n), (n), (n). */
export function solveTransposedPair(A: Pair, pivot: Int32Array, n: number, b: Pair): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) subtract(A, j * n + i, b, i, j)
    dd.divide(b.hi[i]!, b.lo[i]!, A.hi[i * n + i]!, A.lo[i * n + i]!)
    b.hi[i] = dd.hi
    b.lo[i] = dd.lo
  }
  for (let i = n - 1; i >= 0; i--) for (let j = i + 1; j < n; j++) subtract(A, j * n + i, b, i, j)
  for (let k = n - 1; k >= 0; k--)
    for (const part of [b.hi, b.lo]) {
      const held = part[k]!
      part[k] = part[pivot[k]!]!
      part[pivot[k]!] = held
    }
}

/** b[i] −= A[at] b[j] */
function subtract({ hi, lo }: Pair, at: number, b: Pair, i: number, j: number): void {
  if (hi[at] === 0) return
  dd.multiply(hi[at]!, lo[at]!, b.hi[j]!, b.lo[j]!)
  dd.add(b.hi[i]!, b.lo[i]!, -dd.hi, -dd.lo)
  b.hi[i] = dd.hi
  b.lo[i] = dd.lo
}
