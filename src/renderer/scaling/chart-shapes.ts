export type Pair = readonly [x: number, y: number]
/** x, and an interval of y. */
export type Span = readonly [x: number, low: number, high: number]

/** The part of ECharts' interface to custom series that is used here. */
interface Api {
  readonly value: (dimension: number) => number
  readonly coord: (point: readonly number[]) => [number, number]
}

/** Half the length of the cross-strokes at the ends of an interval [px]. */
const CAP = 3.5

/** A band between two curves, as one polygon. */
export const bandSeries = (band: readonly Span[], colour: string) => ({
  type: 'custom',
  silent: true,
  clip: true,
  data: band.length > 0 ? [[0, 0]] : [],
  renderItem: (_: unknown, api: Api) => ({
    type: 'polygon',
    shape: {
      points: [
        ...band.map(([x, , high]) => api.coord([x, high])),
        ...band.toReversed().map(([x, low]) => api.coord([x, low])),
      ],
    },
    style: { fill: colour, opacity: 0.14 },
  }),
})

/** Intervals as error bars. */
export const intervalSeries = (spans: readonly Span[], colour: string) => ({
  type: 'custom',
  silent: true,
  z: 4,
  dimensions: ['x', 'low', 'high'],
  encode: { x: 0, y: [1, 2] },
  data: spans as Span[],
  renderItem: (_: unknown, api: Api) => {
    const [x, low] = api.coord([api.value(0), api.value(1)])
    const [, high] = api.coord([api.value(0), api.value(2)])
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke: colour, lineWidth: 1.25 },
    })
    return {
      type: 'group',
      children: [line(x, low, x, high), line(x - CAP, low, x + CAP, low), line(x - CAP, high, x + CAP, high)],
    }
  },
})
