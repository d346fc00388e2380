/** A tick at a position in axis space (see AxisGeometry), with what stands beside it. */
export interface Tick {
  readonly position: number
  /** Empty for a minor tick. */
  readonly label: string
}

/**
 * Ticks of an axis from `low` to `high` in axis space, at round numbers.
 *
 * @param target about how many labels fit
 */
export const axisTicks = (low: number, high: number, log: boolean, target: number): Tick[] =>
  log ? logTicks(low, high, target) : linearTicks(low, high, target)

/** Steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(low: number, high: number, target: number): Tick[] {
  const raw = (high - low) / Math.max(1, target)
  if (!(raw > 0) || !Number.isFinite(raw)) return []
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 5, 10].find(f => f * power >= raw * 0.999) ?? 10)
  // Where doubles lie further apart than ticks there are no round numbers to be found.
  if (!(step > Math.max(Math.abs(low), Math.abs(high)) * 1e-13)) return []
  const values: number[] = []
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) values.push(k * step)
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE)
  const scientific = largest >= 1e5 || largest < 1e-3
  const exponent = Math.floor(Math.log10(largest) + 1e-9)
  const decimals = Math.max(0, (scientific ? exponent : 0) - Math.floor(Math.log10(step) + 1e-9))
  return values.map(value => ({
    position: value,
    label: scientific
      ? value === 0
        ? '0'
        : `${minus((value / 10 ** exponent).toFixed(decimals))}×10${superscript(exponent)}`
      : minus(value.toFixed(decimals)),
  }))
}

/** Decades; between them 2 and 5, or all digits, when few decades are in view. */
function logTicks(low: number, high: number, target: number): Tick[] {
  const decades = high - low
  if (decades < 0.7)
    return linearTicks(10 ** low, 10 ** high, target)
      .map(tick => ({ ...tick, position: Math.log10(tick.position) }))
      .filter(tick => Number.isFinite(tick.position))
  const every = Math.max(1, niceCeil(decades / Math.max(1, target)))
  const labelled = decades * 3 <= target ? [1, 2, 5] : [1]
  const plain = low >= -4.5 && high <= 5 + 1e-9
  // Beyond this many decades ticks of each would run together.
  const step = decades > 40 ? every : 1
  const ticks: Tick[] = []
  for (let decade = Math.floor(low / step) * step; decade <= Math.ceil(high); decade += step)
    for (let digit = 1; digit <= (every > 1 || decades > 8 ? 1 : 9); digit++) {
      const position = decade + Math.log10(digit)
      if (position < low - 1e-9 || position > high + 1e-9) continue
      const shown = labelled.includes(digit) && decade % every === 0
      ticks.push({ position, label: shown ? decadeLabel(digit, decade, plain) : '' })
    }
  return ticks
}

const niceCeil = (n: number): number => [1, 2, 3, 5, 10, 20, 50, 100].find(step => step >= n - 1e-9) ?? 200

const decadeLabel = (digit: number, decade: number, plain: boolean): string =>
  plain
    ? String(Number(`${digit}e${decade}`))
    : digit === 1
      ? `10${superscript(decade)}`
      : `${digit}×10${superscript(decade)}`

const SUPERSCRIPTS: Readonly<Record<string, string>> = { '-': '⁻' }

export const superscript = (n: number): string =>
  String(n).replace(/[-\d]/g, c => SUPERSCRIPTS[c] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]!)

/** A real minus sign, which lines up with figures. */
export const minus = (text: string): string => text.replace(/^-/, '−')
