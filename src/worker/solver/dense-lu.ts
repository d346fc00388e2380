/**
 * LU factorisation with partial pivoting, in place: P A = L U with unit lower triangle.
 *
 * @param A     row-major, shape (n, n); receives L and U
 * @param pivot receives the row exchanged with row k, shape (n)
 * @returns     sign of the permutation, or 0 when A is singular or not finite
 */
export function factorise(A: Float64Array, pivot: Int32Array, n: number): number {
  let sign = 1
  for (let k = 0; k < n; k++) {
    let p = k
    let largest = Math.abs(A[k * n + k]!)
    for (let i = k + 1; i < n; i++) {
      const size = Math.abs(A[i * n + k]!)
      if (size > largest) {
        largest = size
        p = i
      }
    }
    if (!(largest > 0 && largest < Infinity)) return 0
    pivot[k] = p
    if (p !== k) {
      sign = -sign
      for (let j = 0; j < n; j++) {
        const swap = A[k * n + j]!
        A[k * n + j] = A[p * n + j]!
        A[p * n + j] = swap
      }
    }
    const inverse = 1 / A[k * n + k]!
    for (let i = k + 1; i < n; i++) {
      const factor = A[i * n + k]! * inverse
      A[i * n + k] = factor
      if (factor === 0) continue
      for (let j = k + 1; j < n; j++) A[i * n + j]! -= factor * A[k * n + j]!
    }
  }
  return sign
}

/** Solves A x = b in place for factors made by `factorise`; `b` has shape (n). */
export function solveFactorised(A: Float64Array, pivot: Int32Array, n: number, b: Float64Array): void {
  for (let k = 0; k < n; k++) {
    const p = pivot[k]!
    if (p === k) continue
    const swap = b[k]!
    b[k] = b[p]!
    b[p] = swap
  }
  for (let i = 1; i < n; i++) {
    let sum = b[i]!
    for (let j = 0; j < i; j++) sum -= A[i * n + j]! * b[j]!
    b[i] = sum
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let j = i + 1; j < n; j++) sum -= A[i * n + j]! * b[j]!
    b[i] = sum / A[i * n + i]!
  }
}
