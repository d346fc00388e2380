import { type LabelArea } from './contour-labels.js'

/** Room around the area, so that the width of a line and half a label are not cut [units of the drawing]. */
const MARGIN = 40

/**
 * The parts of a line near `area`: zoomed in far, a line is a thousand times longer than what is seen of it.
 * A line that is all near is given back as it is.
 *
 * @param points x0, y0, x1, y1 …
 */
export function clipLine(points: Float64Array, area: LabelArea): Float64Array[] {
  const [left, top] = [area.left - MARGIN, area.top - MARGIN]
  const [right, bottom] = [area.left + area.width + MARGIN, area.top + area.height + MARGIN]
  const isNear = (k: number): boolean => {
    const [x0, y0, x1, y1] = [points[k]!, points[k + 1]!, points[k + 2]!, points[k + 3]!]
    return (
      Math.max(x0, x1) >= left &&
      Math.min(x0, x1) <= right &&
      Math.max(y0, y1) >= top &&
      Math.min(y0, y1) <= bottom
    )
  }
  const parts: Float64Array[] = []
  let from = -1
  for (let k = 0; k + 2 <= points.length; k += 2) {
    const near = k + 3 < points.length && isNear(k)
    if (near && from < 0) from = k
    if (near || from < 0) continue
    parts.push(points.subarray(from, k + 2))
    from = -1
  }
  return parts
}
