import { describe, expect, it } from 'vitest'
import { axisGeometry } from '../../../src/shared/figure/axis-geometry.js'
import { type ContourLine, contourLines, positionAt } from '../../../src/shared/figure/contours.js'

function field(nx: number, ny: number, f: (i: number, j: number) => number, holes: readonly number[] = []) {
  const shade = Float64Array.from({ length: nx * ny }, (_, p) => f(p % nx, Math.floor(p / nx)))
  const status = new Uint8Array(nx * ny).fill(1)
  for (const p of holes) status[p] = 101
  return { nx, ny, shade, status }
}

const pairs = ({ points }: ContourLine): [number, number][] =>
  Array.from({ length: points.length / 2 }, (_, k) => [points[2 * k]!, points[2 * k + 1]!])

describe('contourLines', () => {
  it('puts a line of a plane exactly where the plane has the value, and not along the border', () => {
    const lines = contourLines(
      field(8, 5, i => i),
      [2.25],
    )
    expect(lines).toHaveLength(1)
    for (const [x] of pairs(lines[0]!)) expect(x).toBeCloseTo(2.25, 12)
    expect(
      pairs(lines[0]!)
        .map(([, y]) => y)
        .sort((a, b) => a - b),
    ).toEqual([0, 1, 2, 3, 4])
  })

  it('closes a line around a summit', () => {
    const [line, ...rest] = contourLines(
      field(21, 21, (i, j) => -Math.hypot(i - 10, j - 10)),
      [-6],
    )
    expect(rest).toEqual([])
    const points = pairs(line!)
    expect(points.at(-1)).toEqual(points[0])
    // Linear between cells of unit size: the radius is off by less than h²/8 of the curvature.
    for (const [x, y] of points) expect(Math.abs(Math.hypot(x - 10, y - 10) - 6)).toBeLessThan(0.03)
  })

  it('breaks at a failed cell and never touches the cells beside it', () => {
    const lines = contourLines(
      field(8, 9, i => i, [4 * 8 + 3]),
      [2.5],
    )
    const ends = lines.map(line =>
      pairs(line)
        .map(([, y]) => y)
        .sort((a, b) => a - b),
    )
    expect(ends.sort((a, b) => a[0]! - b[0]!)).toEqual([
      [0, 1, 2, 3],
      [5, 6, 7, 8],
    ])
  })

  it('leaves out values without a logarithm as it does holes', () => {
    const lines = contourLines(
      field(4, 4, i => (i === 0 ? -Infinity : i)),
      [0.5, 1.5],
    )
    expect(lines.map(line => line.level)).toEqual([1])
  })

  it('draws nothing where nothing is computed or there is but one row', () => {
    expect(contourLines({ ...field(5, 5, i => i), status: new Uint8Array(25) }, [2])).toEqual([])
    expect(
      contourLines(
        field(5, 1, i => i),
        [2],
      ),
    ).toEqual([])
  })
})

describe('positionAt', () => {
  it('is linear between the centres of cells in axis space', () => {
    const axis = axisGeometry({ parameter: 'p', unit: 'bar', scale: 'log', values: [1, 100, 1000] })
    expect(positionAt(axis, 0.5)).toBeCloseTo(1, 12)
    expect(positionAt(axis, 2)).toBeCloseTo(3, 12)
  })
})
