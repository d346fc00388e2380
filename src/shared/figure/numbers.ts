import { minus, superscript } from './ticks.js'

/** A number for reading: `digits` significant figures, plain between 10⁻³ and 10⁵, else with a power of ten. */
export function formatNumber(value: number, digits = 6): string {
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string]
  const power = Number(exponent)
  if (power >= -3 && power < 5) return minus(trimZeros(value.toFixed(Math.max(0, digits - 1 - power))))
  return `${minus(trimZeros(mantissa))}×10${superscript(power)}`
}

/** What a form field starts with: short, and read back to the same double. */
export function formatInput(value: number): string {
  const [plain, scientific] = [String(value), value.toExponential()].map(text => text.replace('e+', 'e')) as [
    string,
    string,
  ]
  return plain.length <= scientific.length + 1 ? plain : scientific
}

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0, useGrouping: true })

/** Thin spaces between groups of thousands read the same in every language. */
export const formatCount = (n: number): string => counts.format(n).replaceAll(',', '\u202f')

/** `s-1` → `s⁻¹`, `m2` → `m²`; a dimensionless `1` is not written. */
export function formatUnit(unit: string): string {
  if (unit === '1' || unit === '') return ''
  return unit.replace(/(?<=[^\d/^-])\^?(-?\d+)/g, (_, power: string) => superscript(Number(power)))
}

export const withUnit = (text: string, unit: string): string =>
  unit === '1' || unit === '' ? text : `${text}\u202f${formatUnit(unit)}`

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const rank = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  return `${Number((bytes / 1000 ** rank).toPrecision(3))}\u202f${units[rank]!}`
}

export function formatDuration(seconds: number): string {
  if (seconds < 1) return `${Math.max(0, Math.round(1000 * seconds))}\u202fms`
  const s = Math.round(seconds)
  if (s < 60) return `${s}\u202fs`
  if (s < 3600) return `${Math.floor(s / 60)}\u202fmin ${String(s % 60).padStart(2, '0')}\u202fs`
  return `${Math.floor(s / 3600)}\u202fh ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')}\u202fmin`
}

/** Rates are uncertain to a few per cent; three figures are already generous. */
export function formatRate(perSecond: number): string {
  return perSecond >= 1000
    ? formatCount(Number(perSecond.toPrecision(3)))
    : String(Number(perSecond.toPrecision(2)))
}

/** A round trip; a tenth of a millisecond is all that is known of it. */
export const formatRoundTrip = (ms: number): string =>
  `${ms < 9.95 ? ms.toFixed(1) : formatCount(ms)}\u202fms`

/** A share in whole per cent; what is there is never shown as nothing. */
export function formatShare(share: number): string {
  const percent = Math.round(100 * share)
  return `${percent === 0 && share > 0 ? '<\u202f1' : percent}\u202f%`
}
