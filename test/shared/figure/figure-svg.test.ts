import { describe, expect, it } from 'vitest'
import { mapFigureSvg } from '../../../src/shared/figure/figure-svg.js'
import { COLUMN_WIDTHS } from '../../../src/shared/figure/map-figure.js'
import { STATUS } from '../../../src/shared/record.js'
import { axisOf, figureOf, size } from './figure-of.js'

const x = axisOf([0, 0.1, 0.2, 0.3])
const y = axisOf([1e-6, 1e-4, 1e-2], 'log')
const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, content]) => content!.replace(/<[^>]+>/g, ''))

describe('a figure', () => {
  it.each(Object.values(COLUMN_WIDTHS))('is %d mm wide, everything in it included', width => {
    const { svg, height } = mapFigureSvg(figureOf(x, y), { ...size, width })
    const [, w, h, right, bottom] =
      /width="([\d.]+)mm" height="([\d.]+)mm" viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!
    expect(Number(w)).toBe(width)
    expect(Number(h)).toBeCloseTo(height, 1)
    expect(Number(right)).toBeCloseTo((width * 72) / 25.4, 1)
    for (const [, tx, ty] of svg.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)"/g)) {
      expect(Number(tx)).toBeGreaterThanOrEqual(0)
      expect(Number(tx)).toBeLessThan(Number(right))
      expect(Number(ty)).toBeLessThan(Number(bottom))
    }
  })

  it('keeps its letters as text, with raised and lowered figures that any font has', () => {
    const words = texts(mapFigureSvg(figureOf(x, y), size).svg)
    expect(words).toContain('pCO (atm)')
    expect(words).toContain('TOF(CO2) (s−1)')
    expect(words).toContain('10−6')
    expect(words.join('')).not.toMatch(/[⁰¹²³⁴-⁹⁻₀-₉]/)
  })

  it('has opaque hexadecimal colours only, and never one of the window', () => {
    const figure = figureOf(x, y, { contours: [{ points: Float64Array.of(0, -6, 0.3, -2), label: '5' }] })
    figure.raster.status.set([STATUS.pending, STATUS.notConverged, STATUS.uncertified])
    const { svg } = mapFigureSvg(figure, size)
    expect(svg).not.toMatch(/rgba?\(|hsl|opacity|var\(/)
    for (const [, colour] of svg.matchAll(/(?:fill|stroke|stop-color)="([^"]+)"/g))
      expect(colour).toMatch(/^(#[0-9a-f]{6}|none|url\(#bar\))$/)
  })

  it('explains the holes it has, and no others', () => {
    const figure = figureOf(x, y)
    expect(texts(mapFigureSvg(figure, size).svg)).not.toContain('failed')
    figure.raster.status[5] = STATUS.notConverged
    figure.raster.status[4] = STATUS.oscillates
    const { svg } = mapFigureSvg(figure, size)
    expect(texts(svg)).toContain('failed')
    expect(texts(svg)).toContain('oscillates')
    expect(texts(svg)).not.toContain('not computed')
    expect(svg).toContain('stroke="#1a1e24"')
  })

  it('is well-formed whatever people write', () => {
    const { svg } = mapFigureSvg(figureOf(x, y, { title: 'A < B & "C"\u0001', description: '<x>' }), size)
    expect(svg).toContain('<title>A &lt; B &amp; &quot;C&quot;</title>')
    expect(svg).toContain('<desc>&lt;x&gt;</desc>')
    expect(svg).not.toContain('\u0001')
  })

  it('wraps a caption to its width and grows for it', () => {
    const caption = 'Turnover frequency as a function of both pressures at 500 K. '.repeat(4)
    const plain = mapFigureSvg(figureOf(x, y), size)
    const captioned = mapFigureSvg(figureOf(x, y, { caption }), size)
    expect(captioned.height).toBeGreaterThan(plain.height + 10)
    expect(texts(captioned.svg).join(' ')).toContain('at 500 K. Turnover')
  })
})

it('a legend that is too long for one line has a second one, inside the figure', () => {
  const figure = figureOf(x, y)
  figure.raster.status.set([STATUS.pending, STATUS.notConverged, STATUS.uncertified])
  figure.raster.shade[5] = -Infinity
  const scale = { log: true, sign: 1 } as const
  const long = { ...figure, scale, holes: { ...figure.holes, failed: 'no steady state was found' } }
  const { svg, height } = mapFigureSvg(long, size)
  const lines = [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)">(not computed|no logarithm)/g)]
  expect(lines).toHaveLength(2)
  expect(Number(lines[1]![1])).toBeGreaterThan(Number(lines[0]![1]))
  expect(Number(lines[1]![1])).toBeLessThan((height * 72) / 25.4)
})
