import { isFailed, STATUS } from '../record.js'
import { type Raster } from './raster.js'

/** Cells that are told apart by a pattern as well as by colour. */
export type CellMark = 'failed' | 'uncertified' | 'oscillates' | 'several'
/** What the legend lists: the marks, and cells that show no value. */
export type CellKind = CellMark | 'pending' | 'below'

/** Whether a point has a property that is not in its status, such as several stable steady states. */
export type PointMask = (point: number) => boolean

export const hasMark = (
  { status }: Pick<Raster, 'status'>,
  point: number,
  several: PointMask | undefined,
): CellMark | undefined => {
  const s = status[point]!
  if (isFailed(s)) return 'failed'
  if (s === STATUS.uncertified) return 'uncertified'
  if (s === STATUS.oscillates) return 'oscillates'
  return s !== STATUS.pending && several?.(point) ? 'several' : undefined
}

function isKind(raster: Raster, kind: CellKind, several: PointMask | undefined): PointMask {
  const { status, shade } = raster
  if (kind === 'pending') return point => status[point] === STATUS.pending
  if (kind === 'below')
    return point => status[point]! > 0 && status[point]! < 100 && shade[point] === Number.NEGATIVE_INFINITY
  if (kind === 'failed') return point => isFailed(status[point]!)
  if (kind === 'uncertified' || kind === 'oscillates') return point => status[point] === STATUS[kind]
  return point => status[point]! > 0 && status[point]! < 100 && several?.(point) === true
}

/** The next point of a kind after `from`, row by row and around; undefined when there is none. */
export function nextOfKind(
  raster: Raster,
  kind: CellKind,
  from: number | undefined,
  several?: PointMask,
): number | undefined {
  const holds = isKind(raster, kind, several)
  const n = raster.status.length
  const start = from === undefined ? -1 : from
  for (let k = 1; k <= n; k++) {
    const point = (start + k + n) % n
    if (holds(point)) return point
  }
  return undefined
}
