import { describe, expect, it } from 'vitest'
import { isWhole, panBy, reveal, zoomAt } from '../../../src/renderer/map/view-window.js'

const whole = { x0: 0, x1: 10, y0: -5, y1: 5 }

describe('view window', () => {
  it('keeps the point under the pointer in place while zooming', () => {
    const view = zoomAt(whole, whole, 0.3, 0.8, 2)
    expect(view.x0 + 0.3 * (view.x1 - view.x0)).toBeCloseTo(3, 12)
    expect(view.y0 + 0.8 * (view.y1 - view.y0)).toBeCloseTo(3, 12)
  })

  it('comes back to exactly the whole map, however it got away', () => {
    let view = whole
    for (const [fx, fy, factor] of [
      [0.1, 0.9, 3],
      [0.8, 0.2, 7],
      [0.5, 0.5, 1e-3],
    ] as const)
      view = zoomAt(view, whole, fx, fy, factor)
    expect(isWhole(view, whole)).toBe(true)
  })

  it('stops at the border when it is dragged', () => {
    const view = panBy(zoomAt(whole, whole, 0, 0, 2), whole, -3, 9)
    expect(view).toEqual({ x0: 0, x1: 5, y0: 0, y1: 5 })
  })

  it('has a limit of magnification', () => {
    const view = zoomAt(whole, whole, 0.5, 0.5, 1e30)
    expect(view.x1 - view.x0).toBeCloseTo(1e-3, 9)
  })

  it('moves a hidden position into view and leaves a visible one alone', () => {
    const view = zoomAt(whole, whole, 0, 0, 4)
    expect(reveal(view, whole, 1, -4)).toBe(view)
    const moved = reveal(view, whole, 9, 4)
    expect(moved.x0 < 9 && moved.x1 > 9 && moved.y0 < 4 && moved.y1 > 4).toBe(true)
  })
})
