import { describe, expect, it } from 'vitest'
import { pictureOf } from '../../../src/renderer/map/picture.js'
import { createPictureShelf } from '../../../src/renderer/map/picture-shelf.js'
import { palettePixels } from '../../../src/shared/figure/palette.js'
import { STATUS } from '../../../src/shared/record.js'

function picture(output: string, status: number = STATUS.certified) {
  return pictureOf(
    {
      output,
      unit: '1',
      nx: 2,
      ny: 2,
      values: Float64Array.of(1, 2, 3, 4),
      status: new Uint8Array(4).fill(status),
      revision: 1,
    },
    undefined,
    { log: false, range: 'full', manual: undefined, tail: 1, centred: false },
    { palette: palettePixels('viridis', false), failed: 1, below: 2 },
  )
}

describe('a shelf of pictures', () => {
  it('lets go of the one not seen for longest when there are too many cells', () => {
    const shelf = createPictureShelf(8)
    const [a, b, c] = [picture('a'), picture('b'), picture('c')]
    shelf.keep(a)
    shelf.keep(b)
    shelf.keep(shelf.take('a')!)
    shelf.keep(c)
    expect([shelf.take('a'), shelf.take('b'), shelf.take('c')]).toEqual([a, undefined, c])
  })

  it('keeps no picture that still fills', () => {
    const shelf = createPictureShelf()
    expect(shelf.keep(picture('a', STATUS.pending))).toBe(false)
    expect(shelf.take('a')).toBeUndefined()
  })
})
