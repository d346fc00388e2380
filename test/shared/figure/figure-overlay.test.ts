import { describe, expect, it } from 'vitest'
import { mapFigureSvg } from '../../../src/shared/figure/figure-svg.js'
import { type FigurePoint } from '../../../src/shared/figure/map-figure.js'
import { axisOf, figureOf, size } from './figure-of.js'

const map = (points: readonly FigurePoint[]): string =>
  mapFigureSvg(figureOf(axisOf([1, 10, 100], 'log'), axisOf([1, 2, 3]), { points }), size).svg
const circles = (svg: string): { x: number; y: number }[] =>
  [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }))

describe('points on a figure', () => {
  it('stand where their values are on the axes, in the colour of what was measured', () => {
    const svg = map([
      { x: 1, y: 2, fill: '#123456' },
      { x: 100, y: 2, fill: '#123456' },
      { x: 10, y: 2 },
    ])
    // Each has a light rim under it, at the same place.
    const [left, right, middle] = circles(svg).filter((_, k) => k % 2 === 1)
    expect(middle!.x).toBeCloseTo((left!.x + right!.x) / 2, 0)
    expect(new Set(circles(svg).map(({ y }) => y)).size).toBe(1)
    expect(svg.match(/fill="#123456"/g)).toHaveLength(2)
  })

  it('are pins with their number above a point, or below it at the upper edge', () => {
    const svg = map([
      { x: 10, y: 1, label: '7' },
      { x: 10, y: 3.4, label: '8' },
    ])
    const tips = [...svg.matchAll(/<path d="M[\d.]+ ([\d.]+)L[\d.]+ [\d.]+H/g)].map(([, y]) => Number(y))
    const [first, second] = circles(svg)
    expect(first!.y).toBeLessThan(tips[0]!)
    expect(second!.y).toBeGreaterThan(tips[1]!)
    expect(svg).toMatch(/>7<\/text>/)
  })

  it('are left out where they are not in view', () => {
    expect(
      circles(
        map([
          { x: 1000, y: 2 },
          { x: 10, y: -5, label: '1' },
        ]),
      ),
    ).toEqual([])
  })
})
