import { describe, expect, it } from 'vitest'
import { defaultLevels, studyOrder, withBase } from '../../../src/shared/scaling/levels.js'

describe('the numbers of workers of a study', () => {
  it('go up to all cores, and then to all hyperthreads', () => {
    expect(defaultLevels(1, 1)).toEqual([1])
    expect(defaultLevels(2, 4)).toEqual([1, 2, 4])
    expect(defaultLevels(8, 16)).toEqual([1, 2, 3, 4, 6, 8, 16])
    expect(defaultLevels(12, 12)).toEqual([1, 2, 3, 4, 6, 8, 12])
  })

  it('hold the one that all others are compared with', () => {
    expect(withBase([4, 2, 4])).toEqual([1, 2, 4])
  })

  it('come in an order that the seed decides, every one once per round', () => {
    const order = studyOrder([1, 2, 4], 3, 7)
    expect(studyOrder([1, 2, 4], 3, 7)).toEqual(order)
    for (const round of [1, 2, 3])
      expect(
        order
          .slice(3 * round - 3, 3 * round)
          .map(({ workers }) => workers)
          .sort(),
      ).toEqual([1, 2, 4])
    expect(order).not.toEqual(studyOrder([1, 2, 4], 3, 8))
  })
})
