import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { eigenvalues } from '../../../src/worker/solver/eigenvalues.js'
import { uniform } from '../../support/random-mechanism.js'

function found(A: Float64Array, n: number): { re: number; im: number }[] {
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  expect(eigenvalues(A.slice(), n, re, im)).toBe(true)
  return Array.from(re, (value, k) => ({ re: value, im: im[k]! }))
}

describe('eigenvalues without vectors', () => {
  it('are those of a library, for random matrices of all sizes', () => {
    const random = uniform(5)
    for (let n = 1; n <= 30; n++) {
      const A = Float64Array.from({ length: n * n }, () => random() - 0.5)
      const ours = found(A, n)
      const theirs = new EigenvalueDecomposition(Matrix.from1DArray(n, n, Array.from(A)))
      for (const [k, re] of theirs.realEigenvalues.entries()) {
        const im = theirs.imaginaryEigenvalues[k]!
        const nearest = Math.min(...ours.map(mode => Math.hypot(mode.re - re, mode.im - im)))
        expect(nearest, `${n} rows`).toBeLessThan(1e-12)
      }
    }
  })

  it('keep the digits of the small ones where rows fall by thirty decades', () => {
    const n = 12
    const random = uniform(6)
    // Lower triangular but for the smallest of noise, so that the diagonal holds the eigenvalues.
    const A = Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n]
      return j > i ? 0 : (i === j ? 1 : random()) * 10 ** (-2.5 * i)
    })
    const sorted = found(A, n).sort((a, b) => b.re - a.re)
    for (const [i, { re }] of sorted.entries()) expect(Math.abs(re * 10 ** (2.5 * i) - 1)).toBeLessThan(1e-10)
  })
})
