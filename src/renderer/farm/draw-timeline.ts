import { type SliceInHand } from '../../shared/farm-contract.js'
import { type Bins, fillBins, makeBins } from './bins.js'
import { type TimelineRow } from './rows.js'
import { firstAfter, type Lane, sliceAt } from './slice-store.js'
import { type TimeWindow } from './time-window.js'

export interface TimelineStyle {
  /** Of machines, in turn, `#rrggbb`. */
  readonly series: readonly string[]
  readonly state: string
  readonly failed: string
  readonly rule: string
  readonly idle: string
}

export interface TimelineScene {
  readonly window: TimeWindow
  readonly rows: readonly TimelineRow[]
  readonly lanes: readonly Lane[]
  readonly working: readonly SliceInHand[]
  /** The owner's clock: running slices end here for now. */
  readonly now: number
  readonly ticks: readonly number[]
  readonly marks: readonly { readonly at: number; readonly lane: number | undefined }[]
  readonly byMachine: boolean
  /** How far the rows are scrolled [px]. */
  readonly scrolled: number
}

/** Slices narrower than this on average are drawn as shares of time [px]. */
const NARROW = 3
const INSET = 2

/** Draws the rows in view. Its cost is that of the slices in view, a few nanoseconds each. */
export function createTimelinePainter(canvas: HTMLCanvasElement) {
  const ctx = canvas.getContext('2d')!
  const strip = document.createElement('canvas')
  let image: ImageData | undefined
  let bins: Bins = makeBins(1)

  function draw(scene: TimelineScene, style: TimelineStyle, width: number, height: number): void {
    const ratio = window.devicePixelRatio
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w
      canvas.height = h
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    ctx.clearRect(0, 0, width, height)
    const { t0, t1 } = scene.window
    const x = (time: number): number => ((time - t0) / (t1 - t0)) * width
    ctx.fillStyle = style.rule
    for (const tick of scene.ticks) ctx.fillRect(Math.round(x(tick)), 0, 1, height)
    for (const row of scene.rows) {
      const top = row.top - scene.scrolled
      if (row.lane === undefined || top + row.height < 0 || top > height) continue
      const lane = scene.lanes[row.lane]
      const box = { top: top + INSET, height: row.height - INSET }
      ctx.fillStyle = style.idle
      ctx.fillRect(0, box.top, width, box.height)
      const colour = scene.byMachine ? style.series[row.group % style.series.length]! : style.state
      if (lane) drawLane(lane, scene.window, box, colour, style.failed, width, ratio)
    }
    drawWorking(scene, style, x)
    drawMarks(scene, style, x)
  }

  function drawLane(
    lane: Lane,
    { t0, t1 }: TimeWindow,
    box: { top: number; height: number },
    colour: string,
    failed: string,
    width: number,
    ratio: number,
  ): void {
    const from = firstAfter(lane, t0)
    const to = Math.min(lane.count, firstAfter(lane, t1) + 1)
    if ((to - from) * NARROW > width) {
      drawBins(lane, { t0, t1 }, box, rgbOf(colour), rgbOf(failed), Math.round(width * ratio), width)
      return
    }
    const scale = width / (t1 - t0)
    for (let k = from; k < to; k++) {
      const left = Math.max(-1, (lane.begin[k]! - t0) * scale)
      const right = Math.min(width + 1, (lane.end[k]! - t0) * scale)
      // A gap of one pixel tells where one slice ends and the next begins.
      const extent = Math.max(0.5, right - left - (right - left > NARROW ? 1 : 0))
      ctx.fillStyle = colour
      ctx.fillRect(left, box.top, extent, box.height)
      if (lane.failed[k]! === 0) continue
      ctx.fillStyle = failed
      ctx.fillRect(left, box.top + box.height - 4, extent, 4)
    }
  }

  /** One row of pixels, stretched to the height of the lane. */
  function drawBins(
    lane: Lane,
    { t0, t1 }: TimeWindow,
    box: { top: number; height: number },
    colour: number,
    failed: number,
    pixels: number,
    width: number,
  ): void {
    if (image?.width !== pixels) {
      strip.width = pixels
      strip.height = 2
      image = new ImageData(pixels, 2)
      bins = makeBins(pixels)
    }
    fillBins(lane, t0, t1, bins)
    const data = new Uint32Array(image.data.buffer)
    for (let p = 0; p < pixels; p++) {
      const shown = (Math.min(255, Math.round(255 * bins.share[p]!)) << 24) >>> 0
      data[p] = (shown | colour) >>> 0
      data[pixels + p] = bins.failed[p] === 1 ? (0xff000000 | failed) >>> 0 : data[p]!
    }
    const context = strip.getContext('2d')!
    context.putImageData(image, 0, 0)
    ctx.imageSmoothingEnabled = false
    const foot = 4
    ctx.drawImage(strip, 0, 0, pixels, 1, 0, box.top, width, box.height - foot)
    ctx.drawImage(strip, 0, 1, pixels, 1, 0, box.top + box.height - foot, width, foot)
  }

  function drawWorking(
    { working, rows, now, scrolled, byMachine }: TimelineScene,
    style: TimelineStyle,
    x: (time: number) => number,
  ): void {
    for (const slice of working) {
      const row = rows.find(({ lane }) => lane === slice.lane)
      if (!row) continue
      const colour = byMachine ? style.series[row.group % style.series.length]! : style.state
      const left = x(slice.since)
      const width = Math.max(2, x(now) - left)
      const top = row.top - scrolled + INSET
      ctx.fillStyle = `${colour}59`
      ctx.fillRect(left, top, width, row.height - INSET)
      ctx.strokeStyle = colour
      ctx.lineWidth = 1
      ctx.strokeRect(left + 0.5, top + 0.5, Math.max(1, width - 1), row.height - INSET - 1)
    }
  }

  function drawMarks(
    { marks, rows, scrolled }: TimelineScene,
    style: TimelineStyle,
    x: (t: number) => number,
  ) {
    for (const { at, lane } of marks) {
      const row = rows.find(other => other.lane === lane) ?? rows[0]
      if (!row) continue
      const [left, middle] = [x(at), row.top - scrolled + INSET + (row.height - INSET) / 2]
      ctx.beginPath()
      ctx.moveTo(left, middle - 6)
      ctx.lineTo(left + 5, middle)
      ctx.lineTo(left, middle + 6)
      ctx.lineTo(left - 5, middle)
      ctx.closePath()
      ctx.fillStyle = style.failed
      ctx.strokeStyle = style.idle
      ctx.lineWidth = 1.5
      ctx.fill()
      ctx.stroke()
    }
  }

  return { draw }
}

/** 0x00BBGGRR, as pixels are packed. */
const rgbOf = (hex: string): number => {
  const rgb = Number.parseInt(hex.slice(1, 7), 16)
  return (rgb >> 16) | (rgb & 0xff00) | ((rgb & 255) << 16)
}

/** What lies under the pointer. */
export type Hit =
  | { readonly kind: 'slice'; readonly row: TimelineRow; readonly lane: Lane; readonly index: number }
  | { readonly kind: 'working'; readonly row: TimelineRow; readonly slice: SliceInHand }

/**
 * @param time under the pointer
 * @param y from the top of the first row [px]
 */
export function hitAt(
  scene: Pick<TimelineScene, 'rows' | 'lanes' | 'working' | 'now'>,
  time: number,
  y: number,
): Hit | undefined {
  const row = scene.rows.find(({ top, height }) => y >= top && y < top + height)
  if (row?.lane === undefined) return undefined
  const slice = scene.working.find(
    ({ lane, since }) => lane === row.lane && time >= since && time <= scene.now,
  )
  if (slice) return { kind: 'working', row, slice }
  const lane = scene.lanes[row.lane]
  const index = lane && sliceAt(lane, time)
  return lane && index !== undefined ? { kind: 'slice', row, lane, index } : undefined
}
