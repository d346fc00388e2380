import { describe, expect, it } from 'vitest'
import { contourLevels } from '../../../src/shared/figure/contour-levels.js'
import { placeLabels } from '../../../src/shared/figure/contour-labels.js'

const log = { log: true, sign: 1 } as const
const linear = { log: false, sign: 1 } as const
const style = (count: number, values?: readonly number[]) => ({ count, values })

describe('contourLevels', () => {
  it('takes whole decades on a scale of many, with their real values as labels', () => {
    const levels = contourLevels(style(5), { low: -6.5, high: 4.5 }, log)
    expect(levels.map(({ shade, label }) => [shade, label])).toEqual([
      [-6, '10⁻⁶'],
      [-4, '10⁻⁴'],
      [-2, '10⁻²'],
      [0, '1'],
      [2, '100'],
      [4, '10⁴'],
    ])
  })

  it.each([
    [{ low: 0, high: 1 }, linear],
    [{ low: 0.02, high: 0.031 }, linear],
    [{ low: 0, high: 3 }, log],
    [{ low: 2.1, high: 2.3 }, log],
    [{ low: -20, high: 12 }, log],
  ])('finds about as many round levels as asked for, inside %o', (range, scale) => {
    for (const count of [4, 8, 16]) {
      const levels = contourLevels(style(count), range, scale)
      expect(levels.length).toBeGreaterThan(count / 3)
      expect(levels.length).toBeLessThan(2.5 * count + 2)
      for (const { shade } of levels) expect(shade > range.low && shade < range.high).toBe(true)
    }
  })

  it('takes values by hand as they stand on the bar, and leaves out those without a logarithm', () => {
    expect(contourLevels(style(8, [100, 1, -3, 0, 1]), { low: -9, high: 9 }, log)).toEqual([
      { shade: 0, label: '1' },
      { shade: 2, label: '100' },
    ])
  })
})

describe('placeLabels', () => {
  const area = { left: 0, top: 0, width: 400, height: 300 }
  const straight = (y: number, level = 0) => ({
    points: Float64Array.of(10, y, 390, y),
    labelWidth: 40,
    level,
  })

  it('puts a label on the middle of a straight line, reading from left to right', () => {
    const backwards = { points: Float64Array.of(390, 100, 10, 100), labelWidth: 40, level: 0 }
    expect(placeLabels([backwards], area)).toEqual([
      { line: 0, x: 200, y: 100, angle: expect.closeTo(0) as number },
    ])
  })

  it('keeps labels of close lines apart and out of the frame', () => {
    const labels = placeLabels([straight(100), straight(130, 1), straight(3, 2)], area)
    expect(labels.map(label => label.line)).toEqual([0, 1])
    expect(Math.hypot(labels[0]!.x - labels[1]!.x, labels[0]!.y - labels[1]!.y)).toBeGreaterThan(60)
  })

  it('names no line where another of other value runs beside it, as at a jump of the map', () => {
    expect(placeLabels([straight(100), straight(104, 1)], area)).toEqual([])
    expect(placeLabels([straight(100), straight(104)], area)).not.toEqual([])
  })

  it('leaves out lines too short or too bent for their label', () => {
    const zigzag = Float64Array.from({ length: 40 }, (_, k) =>
      k % 2 === 0 ? 5 * k : k % 4 === 1 ? 100 : 130,
    )
    expect(
      placeLabels(
        [
          { points: zigzag, labelWidth: 40, level: 0 },
          { points: Float64Array.of(0, 50, 50, 50), labelWidth: 40, level: 1 },
        ],
        area,
      ),
    ).toEqual([])
  })
})
