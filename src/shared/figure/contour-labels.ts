/** A label on a line: its centre and direction, upright for reading. */
export interface ContourLabel {
  readonly line: number
  readonly x: number
  readonly y: number
  /** [rad], in (−π/2, π/2]; y points down. */
  readonly angle: number
}

export interface LabelledLine {
  /** Lines of one level may lie close to each other's labels; those of different levels may not. */
  readonly level: number
  /** x0, y0, x1, y1 … in the units of the drawing, y down. */
  readonly points: Float64Array
  readonly labelWidth: number
}

export interface LabelArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Two labels are never nearer than this many widths of one. */
const APART = 1.6
/** A line bends under its label by at most this share of its width. */
const STRAIGHT = 0.97
/** One label for about this much of a long line, in units of the drawing. */
const EVERY = 420
/** A label with a line of another level nearer than this would not say which line it names. */
const CLEAR = 7
/** And no more of one line than this. */
const MOST = 12
/** Places tried on each stretch of a line. */
const TRIES = 9

/**
 * One label for each line that is long enough, more for long ones: where the line is nearly straight, inside
 * `area` and away from the labels placed before.
 */
export function placeLabels(lines: readonly LabelledLine[], area: LabelArea): ContourLabel[] {
  const placed: (ContourLabel & { readonly reach: number })[] = []
  const isClear = clearanceOf(lines)
  lines.forEach(({ points, labelWidth, level }, line) => {
    const lengths = lengthsOf(points)
    const total = lengths.at(-1) ?? 0
    if (total < 2.2 * labelWidth) return
    const stretches = Math.min(MOST, Math.max(1, Math.round(total / EVERY)))
    for (let s = 0; s < stretches; s++) {
      for (let t = 0; t < TRIES; t++) {
        // From the middle of the stretch outwards.
        const offset = (t % 2 === 0 ? 1 : -1) * Math.ceil(t / 2)
        const at = ((s + 0.5 + (0.8 * offset) / TRIES) / stretches) * total
        const spot = spotAt(points, lengths, at, labelWidth)
        if (!spot || !fits(spot, labelWidth, area) || !isClear(spot.x, spot.y, level)) continue
        const reach = (APART * labelWidth) / 2
        if (placed.some(({ x, y, reach: other }) => Math.hypot(x - spot.x, y - spot.y) < reach + other))
          continue
        placed.push({ line, ...spot, reach })
        break
      }
    }
  })
  return placed.map(({ reach, ...label }) => label)
}

/** Whether no line of another level passes within CLEAR: at a jump of the map, lines lie on each other. */
function clearanceOf(lines: readonly LabelledLine[]): (x: number, y: number, level: number) => boolean {
  const key = (x: number, y: number): number => Math.floor(x / CLEAR) * 65_536 + Math.floor(y / CLEAR)
  /** Level of the lines in a square of side CLEAR; −1 where there are several. */
  const squares = new Map<number, number>()
  for (const { points, level } of lines)
    for (let k = 0; k + 3 < points.length; k += 2) {
      const [x0, y0, x1, y1] = [points[k]!, points[k + 1]!, points[k + 2]!, points[k + 3]!]
      const steps = Math.min(500, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / CLEAR) || 1)
      for (let s = 0; s < steps; s++) {
        const square = key(x0 + ((x1 - x0) * s) / steps, y0 + ((y1 - y0) * s) / steps)
        const there = squares.get(square)
        squares.set(square, there === undefined || there === level ? level : -1)
      }
    }
  return (x, y, level) => {
    for (const dx of [-CLEAR, 0, CLEAR])
      for (const dy of [-CLEAR, 0, CLEAR]) {
        const there = squares.get(key(x + dx, y + dy))
        if (there !== undefined && there !== level) return false
      }
    return true
  }
}

function lengthsOf(points: Float64Array): Float64Array {
  const lengths = new Float64Array(points.length / 2)
  for (let k = 1; k < lengths.length; k++)
    lengths[k] =
      lengths[k - 1]! +
      Math.hypot(points[2 * k]! - points[2 * k - 2]!, points[2 * k + 1]! - points[2 * k - 1]!)
  return lengths
}

function spotAt(points: Float64Array, lengths: Float64Array, at: number, width: number) {
  const [x0, y0] = pointAt(points, lengths, at - width / 2)
  const [x1, y1] = pointAt(points, lengths, at + width / 2)
  if (Math.hypot(x1 - x0, y1 - y0) < STRAIGHT * width) return undefined
  let angle = Math.atan2(y1 - y0, x1 - x0)
  if (angle > Math.PI / 2) angle -= Math.PI
  if (angle <= -Math.PI / 2) angle += Math.PI
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, angle }
}

function pointAt(points: Float64Array, lengths: Float64Array, at: number): [number, number] {
  let low = 0
  let high = lengths.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (lengths[middle]! <= at) low = middle
    else high = middle
  }
  const span = lengths[high]! - lengths[low]!
  const f = span === 0 ? 0 : (at - lengths[low]!) / span
  return [
    points[2 * low]! + f * (points[2 * high]! - points[2 * low]!),
    points[2 * low + 1]! + f * (points[2 * high + 1]! - points[2 * low + 1]!),
  ]
}

function fits(
  { x, y, angle }: { x: number; y: number; angle: number },
  width: number,
  area: LabelArea,
): boolean {
  const dx = (Math.abs(Math.cos(angle)) * width) / 2 + 6
  const dy = (Math.abs(Math.sin(angle)) * width) / 2 + 6
  return (
    x - dx >= area.left &&
    x + dx <= area.left + area.width &&
    y - dy >= area.top &&
    y + dy <= area.top + area.height
  )
}
