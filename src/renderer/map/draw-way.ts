/** Distance of arrowheads along a line [px]. */
const EVERY = 110
const HEAD = 5
const RING = 3.5

export type Pixel = readonly [x: number, y: number]

/**
 * Arrowheads along a line that is drawn already, in the direction in which it is gone along.
 *
 * @param line one place a cell, NaN where there is nothing
 * @param own  whether the other way is elsewhere in a cell; where both are one line it has no direction
 */
export function drawWay(
  ctx: CanvasRenderingContext2D,
  line: readonly Pixel[],
  own: (cell: number) => boolean,
  way: 'up' | 'down',
): void {
  // The line comes by cells: up is towards higher values, which are on the right.
  const rising = (line.at(-1)?.[0] ?? 0) >= (line[0]?.[0] ?? 0)
  const cells = [...line.keys()]
  const path = (way === 'up') === rising ? cells : cells.toReversed()
  const pieces = path.slice(1).flatMap((cell, k) => {
    const [a, b] = [line[path[k]!]!, line[cell]!]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    return !Number.isNaN(length) && own(path[k]!) && own(cell) ? [{ a, b, length }] : []
  })
  const total = pieces.reduce((sum, { length }) => sum + length, 0)
  // A short line has one, in its middle.
  let left = Math.min(EVERY, total) / 2
  for (const { a, b, length } of pieces)
    if (length >= left) {
      const share = left / length
      drawHead(ctx, [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])], a, b, HEAD)
      left = EVERY
    } else left -= length
}

/** A ring where a branch ends, and a larger arrowhead on the way to the other one. */
export function drawJump(ctx: CanvasRenderingContext2D, from: Pixel, to: Pixel, ground: string): void {
  drawHead(ctx, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], from, to, 1.4 * HEAD)
  const colour = ctx.fillStyle
  ctx.beginPath()
  ctx.arc(from[0], from[1], RING, 0, 2 * Math.PI)
  ctx.fillStyle = ground
  ctx.fill()
  ctx.stroke()
  ctx.fillStyle = colour
}

function drawHead(ctx: CanvasRenderingContext2D, at: Pixel, from: Pixel, to: Pixel, size: number): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
  const [c, s] = [size * Math.cos(angle), size * Math.sin(angle)]
  ctx.beginPath()
  ctx.moveTo(at[0] + c, at[1] + s)
  ctx.lineTo(at[0] - c * 0.8 - s * 0.75, at[1] - s * 0.8 + c * 0.75)
  ctx.lineTo(at[0] - c * 0.8 + s * 0.75, at[1] - s * 0.8 - c * 0.75)
  ctx.closePath()
  ctx.fill()
}
