/** Entries of the reduced stoichiometric matrix are ratios of small integers; below this they are zero. */
const ZERO = 1e-9
/** One-way rates may be this much larger than the sum that is wanted: a digit lost is no loss. */
const NEAR = 10

/**
 * Makes the function that writes a sum of net rates, Σ w_j net_j, over slow steps alone. At a steady state
 * N net = 0, so any combination of the rows of N may be added to w. A quasi-equilibrated step runs many powers
 * of ten faster than the sum, which would be lost in its rounding; N is reduced until the fastest steps have
 * no weight.
 *
 * @param nu stoichiometric matrix N, shape (n, m)
 * @returns  slowWeights(w, speed, sum): weights in and out, shape (m); forward plus reverse rates, shape (m) [s⁻¹];
 *           and the sum itself [s⁻¹]. Nothing is allocated, and nothing is kept between calls.
 */
export function makeSlowWeights(nu: readonly (readonly number[])[]) {
  const n = nu.length
  const m = nu[0]?.length ?? 0
  const N = new Float64Array(n * m)
  const flat = Float64Array.from(nu.flat())
  const order = new Int32Array(m)

  function sortByFallingSpeed(speed: Float64Array): void {
    for (let j = 0; j < m; j++) {
      let at = j
      while (at > 0 && speed[order[at - 1]!]! < speed[j]!) {
        order[at] = order[at - 1]!
        at--
      }
      order[at] = j
    }
  }

  function isSlow(w: Float64Array, speed: Float64Array, sum: number): boolean {
    let most = 0
    for (let j = 0; j < m; j++) most = Math.max(most, Math.abs(w[j]!) * speed[j]!)
    return most <= NEAR * Math.abs(sum)
  }

  /** Moves the row with the largest entry in column j, of those from `top` on, to `top`; false when all are zero. */
  function pivot(j: number, top: number): boolean {
    let row = top
    for (let i = top + 1; i < n; i++) if (Math.abs(N[i * m + j]!) > Math.abs(N[row * m + j]!)) row = i
    if (Math.abs(N[row * m + j]!) <= ZERO) return false
    if (row !== top)
      for (let k = 0; k < m; k++) {
        const held = N[row * m + k]!
        N[row * m + k] = N[top * m + k]!
        N[top * m + k] = held
      }
    return true
  }

  return (w: Float64Array, speed: Float64Array, sum: number): void => {
    if (isSlow(w, speed, sum)) return
    N.set(flat)
    sortByFallingSpeed(speed)
    let top = 0
    for (let k = 0; k < m && top < n; k++) {
      const j = order[k]!
      if (!pivot(j, top)) continue
      const lead = top * m
      for (let i = top + 1; i < n; i++) {
        const factor = N[i * m + j]! / N[lead + j]!
        if (factor !== 0) for (let c = 0; c < m; c++) N[i * m + c]! -= factor * N[lead + c]!
      }
      const factor = w[j]! / N[lead + j]!
      if (factor !== 0) for (let c = 0; c < m; c++) w[c]! -= factor * N[lead + c]!
      w[j] = 0
      top++
      if (isSlow(w, speed, sum)) return
    }
  }
}
