/** Sweeps for one eigenvalue before the iteration is given up, and those at which it is pushed out of a cycle. */
const MOST_SWEEPS = 60
const EXCEPTIONAL = [10, 20, 30, 40]

/**
 * Eigenvalues without vectors: Householder reduction to Hessenberg form, then Francis' double-shift QR. Where
 * rows fall from large to small entries, small eigenvalues keep their relative accuracy.
 *
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., algorithms 7.4.2 and 7.5.2.
 *
 * @param H  row-major, shape (n, n); overwritten
 * @param re receives real parts, shape (n); `im` imaginary parts
 * @returns  false when the iteration does not converge
 */
export function eigenvalues(H: Float64Array, n: number, re: Float64Array, im: Float64Array): boolean {
  toHessenberg(H, n)
  let high = n - 1
  let sweeps = 0
  while (high >= 0) {
    const low = startOfBlock(H, n, high)
    if (high - low > 1) {
      if (!(sweeps++ < MOST_SWEEPS)) return false
      sweep(H, n, low, high, EXCEPTIONAL.includes(sweeps))
      continue
    }
    sweeps = 0
    if (high === low) {
      re[high] = H[high * n + high]!
      im[high] = 0
    } else pairAt(H, n, low, re, im)
    high = low - 1
  }
  return true
}

function toHessenberg(H: Float64Array, n: number): void {
  const v = new Float64Array(n)
  for (let k = 0; k < n - 2; k++) {
    let scale = 0
    for (let i = k + 1; i < n; i++) scale = Math.max(scale, Math.abs(H[i * n + k]!))
    if (scale === 0) continue
    let square = 0
    for (let i = k + 1; i < n; i++) {
      v[i] = H[i * n + k]! / scale
      square += v[i]! * v[i]!
    }
    const length = v[k + 1]! > 0 ? -Math.sqrt(square) : Math.sqrt(square)
    const weight = 1 / (square - v[k + 1]! * length)
    v[k + 1]! -= length
    for (let j = k + 1; j < n; j++) {
      let dot = 0
      for (let i = k + 1; i < n; i++) dot += v[i]! * H[i * n + j]!
      dot *= weight
      for (let i = k + 1; i < n; i++) H[i * n + j]! -= dot * v[i]!
    }
    for (let i = 0; i < n; i++) {
      let dot = 0
      for (let j = k + 1; j < n; j++) dot += H[i * n + j]! * v[j]!
      dot *= weight
      for (let j = k + 1; j < n; j++) H[i * n + j]! -= dot * v[j]!
    }
    H[(k + 1) * n + k] = length * scale
    for (let i = k + 2; i < n; i++) H[i * n + k] = 0
  }
}

/** First row of the unreduced block that ends at row `high`. */
function startOfBlock(H: Float64Array, n: number, high: number): number {
  for (let k = high; k > 0; k--) {
    const around = Math.abs(H[(k - 1) * n + k - 1]!) + Math.abs(H[k * n + k]!)
    if (Math.abs(H[k * n + k - 1]!) <= Number.EPSILON * around) return k
  }
  return 0
}

function pairAt(H: Float64Array, n: number, low: number, re: Float64Array, im: Float64Array): void {
  const a = H[low * n + low]!
  const b = H[low * n + low + 1]!
  const c = H[(low + 1) * n + low]!
  const d = H[(low + 1) * n + low + 1]!
  const half = (a - d) / 2
  const square = half * half + b * c
  const root = Math.sqrt(Math.abs(square))
  if (square < 0) {
    re[low] = re[low + 1] = d + half
    im[low] = root
    im[low + 1] = -root
    return
  }
  const offset = half < 0 ? half - root : half + root
  re[low] = d + offset
  re[low + 1] = offset === 0 ? d : d - (b * c) / offset
  im[low] = im[low + 1] = 0
}

/** One double-shift QR sweep over rows and columns low to high, the part that decides the eigenvalues. */
function sweep(H: Float64Array, n: number, low: number, high: number, exceptional: boolean): void {
  const corner = H[high * n + high]!
  const before = H[(high - 1) * n + high - 1]!
  let trace = corner + before
  let det = corner * before - H[high * n + high - 1]! * H[(high - 1) * n + high]!
  if (exceptional) {
    const size = Math.abs(H[high * n + high - 1]!) + Math.abs(H[(high - 1) * n + high - 2]!)
    trace = 1.5 * size
    det = size * size
  }
  const h00 = H[low * n + low]!
  const h10 = H[(low + 1) * n + low]!
  const h11 = H[(low + 1) * n + low + 1]!
  let x = h00 * (h00 - trace) + H[low * n + low + 1]! * h10 + det
  let y = h10 * (h00 + h11 - trace)
  let z = h10 * H[(low + 2) * n + low + 1]!
  for (let k = low; k < high; k++) {
    const last = k === high - 1
    if (last) z = 0
    const scale = Math.abs(x) + Math.abs(y) + Math.abs(z)
    if (scale !== 0) reflect(H, n, low, high, k, x / scale, y / scale, z / scale)
    if (last) return
    x = H[(k + 1) * n + k]!
    y = H[(k + 2) * n + k]!
    z = k < high - 2 ? H[(k + 3) * n + k]! : 0
  }
}

/** Applies the reflection that turns (x, y, z) along its first axis to rows and columns k to k + 2. */
function reflect(
  H: Float64Array,
  n: number,
  low: number,
  high: number,
  k: number,
  x: number,
  y: number,
  z: number,
): void {
  const norm = Math.sqrt(x * x + y * y + z * z)
  const v0 = x < 0 ? x - norm : x + norm
  const weight = 2 / (v0 * v0 + y * y + z * z)
  const three = k < high - 1
  for (let j = Math.max(low, k - 1); j <= high; j++) {
    const p = k * n + j
    const dot = weight * (v0 * H[p]! + y * H[p + n]! + (three ? z * H[p + 2 * n]! : 0))
    H[p]! -= dot * v0
    H[p + n]! -= dot * y
    if (three) H[p + 2 * n]! -= dot * z
  }
  const end = Math.min(high, k + 3)
  for (let i = low; i <= end; i++) {
    const p = i * n + k
    const dot = weight * (v0 * H[p]! + y * H[p + 1]! + (three ? z * H[p + 2]! : 0))
    H[p]! -= dot * v0
    H[p + 1]! -= dot * y
    if (three) H[p + 2]! -= dot * z
  }
}
