import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { figureImage, HOLES } from '../../../src/shared/figure/figure-image.js'
import { wholeView } from '../../../src/shared/figure/figure-layout.js'
import type { FigureView, MapFigure } from '../../../src/shared/figure/map-figure.js'
import { paletteColour } from '../../../src/shared/figure/palette.js'
import { STATUS } from '../../../src/shared/record.js'
import { axisOf, figureOf } from './figure-of.js'

const request = { width: 100, height: 100, pixels: 200, patterns: false }

/** Colour of the picture at shares of its width from the left and of its height from the bottom. */
function pictureOf(figure: MapFigure, view: FigureView = wholeView(figure), wish = request) {
  const { width, height, data, palette } = decode(figureImage(figure, view, wish))
  const hexAt = (k: number): string =>
    `#${palette![data[k]!]!.map(channel => channel.toString(16).padStart(2, '0')).join('')}`
  return {
    width,
    height,
    at: (fx: number, fy: number): string =>
      hexAt(Math.floor((1 - fy) * height) * width + Math.floor(fx * width)),
    colours: () => new Set(Array.from(data, (_, k) => hexAt(k))),
  }
}

describe('the picture of a map', () => {
  it('has whole pixels for each of its equal cells, the lowest y at the bottom', () => {
    const picture = pictureOf(figureOf(axisOf([1, 2, 3]), axisOf([1, 2])))
    expect([picture.width % 3, picture.height % 2]).toEqual([0, 0])
    expect(picture.at(0.01, 0.01)).toBe(paletteColour('viridis', 0))
    expect(picture.at(0.99, 0.99)).toBe(paletteColour('viridis', 255))
    expect(picture.colours().size).toBe(6)
  })

  it('gives cells of a list the width they have on the axis', () => {
    // Borders at 0.5, 1.5, 6 and 14: shares 0, 0.074, 0.407, 1.
    const picture = pictureOf(figureOf(axisOf([1, 2, 10], 'list'), axisOf([1])))
    expect(picture.at(0.03, 0.5)).toBe(paletteColour('viridis', 0))
    expect(picture.at(0.2, 0.5)).toBe(picture.at(0.4, 0.5))
    expect(picture.at(0.42, 0.5)).toBe(paletteColour('viridis', 255))
  })

  it('shows falling values where the axis says', () => {
    const picture = pictureOf(figureOf(axisOf([3, 2, 1]), axisOf([1])))
    expect(picture.at(0.99, 0.5)).toBe(paletteColour('viridis', 0))
  })

  it('shows the part in view only', () => {
    const figure = figureOf(axisOf([1, 2, 3]), axisOf([1, 2]))
    const picture = pictureOf(figure, { x0: 2.5, x1: 3.5, y0: 0.5, y1: 1.5 })
    expect(picture.colours().size).toBe(1)
  })

  it('tells every kind of hole from values, and from each other', () => {
    const figure = figureOf(axisOf([1, 2, 3, 4]), axisOf([1]))
    figure.raster.status.set([STATUS.pending, STATUS.notConverged, STATUS.uncertified, STATUS.certified])
    figure.raster.shade[3] = -Infinity
    const picture = pictureOf(figure)
    expect([...picture.colours()].sort()).toEqual(
      [HOLES.paper, HOLES.hatch, HOLES.failed, HOLES.below, picture.at(0.6, 0.5)].sort(),
    )
    const marked = pictureOf(figure, wholeView(figure), { ...request, patterns: true })
    expect(marked.colours()).toContain(HOLES.mark)
  })
})
