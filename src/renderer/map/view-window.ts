/** The part of the map in view, in axis space (see AxisGeometry). */
export interface ViewWindow {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

/** Never closer than this share of the whole: a double still tells the pixels apart there. */
const CLOSEST = 1e-4

/**
 * Magnifies by `factor` and keeps the point at (fx, fy) where it is; fractions from the left and from
 * the bottom. Never shows more than `whole`.
 */
export function zoomAt(
  view: ViewWindow,
  whole: ViewWindow,
  fx: number,
  fy: number,
  factor: number,
): ViewWindow {
  const [x0, x1] = zoomRange(view.x0, view.x1, whole.x0, whole.x1, fx, factor)
  const [y0, y1] = zoomRange(view.y0, view.y1, whole.y0, whole.y1, fy, factor)
  return { x0, x1, y0, y1 }
}

/** Moves the view by fractions of its own size, and stops at the border of the map. */
export function panBy(view: ViewWindow, whole: ViewWindow, dx: number, dy: number): ViewWindow {
  const [x0, x1] = shiftInto(view.x0, view.x1, whole.x0, whole.x1, dx * (view.x1 - view.x0))
  const [y0, y1] = shiftInto(view.y0, view.y1, whole.y0, whole.y1, dy * (view.y1 - view.y0))
  return { x0, x1, y0, y1 }
}

/** Moves the view just so far that the position is inside. */
export function reveal(view: ViewWindow, whole: ViewWindow, x: number, y: number): ViewWindow {
  const off = (v: number, a: number, b: number): number =>
    v < a ? (v - a) / (b - a) - 0.05 : v > b ? (v - b) / (b - a) + 0.05 : 0
  const dx = off(x, view.x0, view.x1)
  const dy = off(y, view.y0, view.y1)
  return dx === 0 && dy === 0 ? view : panBy(view, whole, dx, dy)
}

export const isWhole = (view: ViewWindow, whole: ViewWindow): boolean =>
  view.x0 === whole.x0 && view.x1 === whole.x1 && view.y0 === whole.y0 && view.y1 === whole.y1

function zoomRange(a: number, b: number, wholeA: number, wholeB: number, at: number, factor: number) {
  const whole = wholeB - wholeA
  const width = Math.min(whole, Math.max((b - a) / factor, whole * CLOSEST))
  if (width === whole) return [wholeA, wholeB] as const
  const start = a + at * (b - a) - at * width
  return shiftInto(start, start + width, wholeA, wholeB, 0)
}

function shiftInto(a: number, b: number, wholeA: number, wholeB: number, by: number) {
  const shift = Math.min(Math.max(by, wholeA - a), wholeB - b)
  return [a + shift, b + shift] as const
}
