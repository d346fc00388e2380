import { type ShadeScale } from './raster.js'

/** One output along one axis of the map. */
export interface CutSeries {
  readonly output: string
  /** Shape (n); NaN where not solved, which is a gap in the line. */
  readonly values: Float64Array
  /** −1 shows −value: a net consumption on a logarithmic scale. */
  readonly sign: ShadeScale['sign']
  /** Where the axis was swept: the way on which these are the states. */
  readonly way?: 'up' | 'down'
}

/** What is drawn: the value, or its logarithm; NaN for a gap. */
export const cutShade = (value: number, log: boolean, sign: ShadeScale['sign']): number =>
  log ? (sign * value > 0 ? Math.log10(sign * value) : Number.NaN) : value

/** Range of all series in shade space with a little room; undefined when there is nothing to draw. */
export function cutRange(
  series: readonly CutSeries[],
  log: boolean,
): { low: number; high: number } | undefined {
  let [low, high] = [Infinity, -Infinity]
  for (const { values, sign } of series)
    for (const value of values) {
      const shade = cutShade(value, log, sign)
      if (shade < low) low = shade
      if (shade > high) high = shade
    }
  if (low > high) return undefined
  const room = 0.06 * (high - low) || Math.abs(high) * 0.05 || 0.5
  return { low: low - room, high: high + room }
}

/** A column for the positions and one for each series, units in the header; gaps are empty. */
export function cutCsv(
  axis: { readonly parameter: string; readonly unit: string; readonly values: readonly number[] },
  fixed: { readonly parameter: string; readonly unit: string; readonly value: number },
  series: readonly (CutSeries & { readonly unit: string })[],
): string {
  const title = (name: string, unit: string): string => quoted(unit === '1' ? name : `${name} (${unit})`)
  const header = [
    title(axis.parameter, axis.unit),
    title(fixed.parameter, fixed.unit),
    ...series.map(({ output, unit }) => title(output, unit)),
  ]
  const lines = axis.values.map((value, k) =>
    [value, fixed.value, ...series.map(({ values }) => (Number.isNaN(values[k]!) ? '' : values[k]!))].join(
      ',',
    ),
  )
  return `${[header.join(','), ...lines].join('\r\n')}\r\n`
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
