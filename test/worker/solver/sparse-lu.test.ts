import { describe, expect, it } from 'vitest'
import { factorise, solveFactorised } from '../../../src/worker/solver/dense-lu.js'
import { makeSparseLu } from '../../../src/worker/solver/sparse-lu.js'
import { uniform } from '../../support/random-mechanism.js'

/** A matrix with a large diagonal, a full last row and `filled` of the other entries. */
function sample(n: number, filled: number, random: () => number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n]
    if (i === j) return n
    return i === n - 1 || random() < filled ? random() - 0.5 : 0
  })
}

describe('the planned elimination', () => {
  // The larger matrix has too many entries for straight-line code.
  it.each([
    { n: 1, filled: 0 },
    { n: 26, filled: 0.3 },
    { n: 60, filled: 0.5 },
  ])('solves like the dense one, $n unknowns', ({ n, filled }) => {
    const random = uniform(n)
    const A = sample(n, filled, random)
    const lu = makeSparseLu(
      n,
      (i, j) => A[i * n + j] !== 0,
      i => i === n - 1,
    )
    const [pivot, dense] = [new Int32Array(n), A.slice()]
    factorise(dense, pivot, n)
    for (let again = 0; again < 2; again++) {
      for (const [k, place] of lu.places.entries()) if (place >= 0) lu.values[place] = A[k]!
      expect(lu.factorise()).toBe(true)
      const b = Float64Array.from({ length: n }, random)
      const expected = b.slice()
      lu.solve(b)
      solveFactorised(dense, pivot, n, expected)
      for (let i = 0; i < n; i++) expect(Math.abs(b[i]! - expected[i]!)).toBeLessThan(1e-13)
    }
  })

  it('says that a matrix is singular', () => {
    const lu = makeSparseLu(
      2,
      () => true,
      () => false,
    )
    for (const place of lu.places) lu.values[place] = 1
    expect(lu.factorise()).toBe(false)
  })
})
