import { describe, expect, it } from 'vitest'
import { clipLine } from '../../../src/shared/figure/clip-lines.js'

const area = { left: 0, top: 0, width: 100, height: 100 }

describe('clipLine', () => {
  it('keeps a line that is near as it is', () => {
    const line = Float64Array.of(0, 0, 50, 50, 100, 20)
    expect(clipLine(line, area)).toEqual([line])
  })

  it('keeps each stretch that comes near, with the segment that crosses the border', () => {
    const line = Float64Array.of(-900, 50, -500, 50, 50, 50, 900, 50, 900, 900, 50, 900, 50, 90)
    expect(clipLine(line, area)).toEqual([
      Float64Array.of(-500, 50, 50, 50, 900, 50),
      Float64Array.of(50, 900, 50, 90),
    ])
  })

  it('drops a line that is far away', () => {
    expect(clipLine(Float64Array.of(500, 500, 600, 600), area)).toEqual([])
  })
})
