import * as dd from './double-double.js'

/** A matrix or vector of double-double numbers as two arrays of equal shape. */
export interface Pair {
  readonly hi: Float64Array
  readonly lo: Float64Array
}

export const makePair = (length: number): Pair => ({
  hi: new Float64Array(length),
  lo: new Float64Array(length),
})

/**
 * `factorise` of dense-lu.ts in double-double arithmetic: P A = L U in place, false when A is singular.
 *
 * @param A row-major, shape (n, n)
 */
export function factorisePair({ hi, lo }: Pair, pivot: Int32Array, n: number): boolean {
  for (let k = 0; k < n; k++) {
    let p = k
    for (let i = k + 1; i < n; i++) if (Math.abs(hi[i * n + k]!) > Math.abs(hi[p * n + k]!)) p = i
    const largest = Math.abs(hi[p * n + k]!)
    if (!(largest > 0 && largest < Infinity)) return false
    pivot[k] = p
    if (p !== k)
      for (let j = 0; j < n; j++) {
        swap(hi, k * n + j, p * n + j)
        swap(lo, k * n + j, p * n + j)
      }
    for (let i = k + 1; i < n; i++) {
      if (hi[i * n + k] === 0) continue
      dd.divide(hi[i * n + k]!, lo[i * n + k]!, hi[k * n + k]!, lo[k * n + k]!)
      const fh = (hi[i * n + k] = dd.hi)
      const fl = (lo[i * n + k] = dd.lo)
      for (let j = k + 1; j < n; j++)
        subtractProduct(hi, lo, i * n + j, fh, fl, hi[k * n + j]!, lo[k * n + j]!)
    }
  }
  return true
}

/** Solves A x = b in place for factors made by `factorisePair`. */
export function solvePair({ hi, lo }: Pair, pivot: Int32Array, n: number, b: Pair): void {
  for (let k = 0; k < n; k++) {
    swap(b.hi, k, pivot[k]!)
    swap(b.lo, k, pivot[k]!)
  }
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++)
      subtractProduct(b.hi, b.lo, i, hi[i * n + j]!, lo[i * n + j]!, b.hi[j]!, b.lo[j]!)
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++)
      subtractProduct(b.hi, b.lo, i, hi[i * n + j]!, lo[i * n + j]!, b.hi[j]!, b.lo[j]!)
    dd.divide(b.hi[i]!, b.lo[i]!, hi[i * n + i]!, lo[i * n + i]!)
    b.hi[i] = dd.hi
    b.lo[i] = dd.lo
  }
}

/** x[at] −= f g */
function subtractProduct(
  hi: Float64Array,
  lo: Float64Array,
  at: number,
  fh: number,
  fl: number,
  gh: number,
  gl: number,
): void {
  dd.multiply(fh, fl, gh, gl)
  dd.add(hi[at]!, lo[at]!, -dd.hi, -dd.lo)
  hi[at] = dd.hi
  lo[at] = dd.lo
}

function swap(values: Float64Array, a: number, b: number): void {
  const held = values[a]!
  values[a] = values[b]!
  values[b] = held
}
