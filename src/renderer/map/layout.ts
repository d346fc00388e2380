export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where things stand in the map area, in whole CSS pixels so that the cells meet the axes exactly. */
export interface MapLayout {
  readonly map: Rect
  readonly bar: Rect
}

const MARGIN = { top: 30, bottom: 50, axisName: 26, barGap: 26, barWidth: 16, barLabels: 64 }

/** @param labelWidth widest label of the y axis [px] */
export function mapLayout(width: number, height: number, labelWidth: number): MapLayout {
  const left = Math.ceil(MARGIN.axisName + labelWidth + 14)
  const right = MARGIN.barGap + MARGIN.barWidth + MARGIN.barLabels
  const map = {
    left,
    top: MARGIN.top,
    width: Math.max(40, Math.floor(width - left - right)),
    height: Math.max(40, Math.floor(height - MARGIN.top - MARGIN.bottom)),
  }
  const bar = {
    left: map.left + map.width + MARGIN.barGap,
    top: map.top,
    width: MARGIN.barWidth,
    height: map.height,
  }
  return { map, bar }
}
