import { encode } from 'fast-png'
import { latticeOf, paintThumbnail } from '../../shared/figure/thumbnail.js'
import { pointCount } from '../../shared/plan.js'
import { planOrder } from '../../shared/plan-order.js'
import { columnsOf, evaluateOutput, isSolved, outputsOf } from '../../shared/record.js'
import { type Thumbnail } from '../../shared/sessions-contract.js'
import { type Header, readHeader } from './header.js'
import { openReader } from './probe.js'
import { decodeSlice, SLICE_COLUMNS, type SliceRow } from './slice-row.js'

/** The main output of a session as a small picture; undefined where there is nothing to show or to read. */
export function thumbnailOf(path: string): Thumbnail | undefined {
  let db: ReturnType<typeof openReader> | undefined
  try {
    db = openReader(path)
    const header = readHeader(db)
    return header && draw(header, db)
  } catch {
    // A picture is a courtesy: what is wrong with the file is told when it is opened.
    return undefined
  } finally {
    db?.close()
  }
}

/**
 * Reads no more of the file than the lattice needs, which lies at its beginning, however large the map is; unless
 * an axis was swept, whose points lie one after the other.
 */
function draw({ plan, planHash }: Header, db: ReturnType<typeof openReader>): Thumbnail | undefined {
  const nx = plan.x.values.length
  const lattice = latticeOf(nx, plan.y.values.length)
  const count = lattice.nx * lattice.ny
  const last = plan.mechanism.analysis?.hysteresis ? pointCount(plan) : count
  const order = planOrder(plan)
  const outputs = outputsOf(plan.mechanism)
  const output = outputs.find(({ name }) => name === plan.mechanism.defaults.output) ?? outputs[0]!
  const width = columnsOf(plan.mechanism).length
  const frame = { planHash, points: pointCount(plan), width }
  const values = new Float64Array(count).fill(Number.NaN)
  const status = new Uint8Array(count)
  const rows = db.prepare(`SELECT ${SLICE_COLUMNS.join(', ')} FROM slice WHERE first < ? ORDER BY id`)
  for (const row of rows.iterate(last)) {
    const slice = decodeSlice(frame, row as unknown as SliceRow)
    if (!slice) continue
    for (let position = slice.from; position < Math.min(slice.to, last); position++) {
      const x = order[position]! % nx
      const y = (order[position]! - x) / nx
      if (x % lattice.stepX !== 0 || y % lattice.stepY !== 0) continue
      const cell = (y / lattice.stepY) * lattice.nx + x / lattice.stepX
      status[cell] = slice.status[position - slice.from]!
      values[cell] = isSolved(status[cell])
        ? evaluateOutput(output, slice.rows, (position - slice.from) * width)
        : Number.NaN
    }
  }
  const pixels = paintThumbnail(lattice, { values, status }, output)
  return pixels && asImage(pixels, lattice.nx, lattice.ny)
}

function asImage(pixels: Uint32Array, width: number, height: number): Thumbnail {
  const png = encode({ width, height, data: new Uint8Array(pixels.buffer), channels: 4, depth: 8 })
  return { src: imageSource(png), width, height }
}

export const imageSource = (png: Uint8Array): string =>
  `data:image/png;base64,${Buffer.from(png.buffer, png.byteOffset, png.byteLength).toString('base64')}`
