import { describe, expect, it } from 'vitest'
import { branchPieces } from '../../../src/renderer/points/branch-pieces.js'

const branch = (stable: readonly number[], folds: readonly number[]) => ({
  values: Float64Array.from(stable.keys()),
  coverages: new Float64Array(),
  net: new Float64Array(),
  stable: Uint8Array.from(stable),
  folds,
})

describe('the pieces of a branch', () => {
  it('meet in the fold, of which stability says nothing', () => {
    expect(branchPieces(branch([1, 1, 0, 0, 0], [2]))).toEqual([
      { stable: true, from: 0, to: 2 },
      { stable: false, from: 2, to: 4 },
    ])
    expect(branchPieces(branch([0, 0, 1, 1], [1]))).toEqual([
      { stable: false, from: 0, to: 1 },
      { stable: true, from: 1, to: 3 },
    ])
  })

  it('are unstable where a state loses its stability without a fold', () => {
    expect(branchPieces(branch([1, 1, 0, 0], []))).toEqual([
      { stable: true, from: 0, to: 1 },
      { stable: false, from: 1, to: 3 },
    ])
  })
})
