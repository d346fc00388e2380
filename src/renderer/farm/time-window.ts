/** The part of the timeline in view [ms since 1970]. */
export interface TimeWindow {
  readonly t0: number
  readonly t1: number
}

/** A worker's slice is hardly ever shorter than this; closer there is nothing to see [ms]. */
const LEAST_SPAN = 2
/** Free room behind the newest slice, as a share of the window. */
const MARGIN = 0.02

/** The latest stretch of computing, up to `end`. */
export function windowOfRun(startedAt: number, end: number): TimeWindow {
  const span = Math.max(100, end - startedAt)
  return { t0: startedAt - MARGIN * span, t1: startedAt + span * (1 + MARGIN) }
}

/** Zooms by `factor` (above one is closer) about the time at share `at` of the window, within `limits`. */
export function zoomWindow(
  { t0, t1 }: TimeWindow,
  at: number,
  factor: number,
  limits: TimeWindow,
): TimeWindow {
  const span = Math.min(limits.t1 - limits.t0, Math.max(LEAST_SPAN, (t1 - t0) / factor))
  const fixed = t0 + at * (t1 - t0)
  return within({ t0: fixed - at * span, t1: fixed + (1 - at) * span }, limits)
}

/** Moves by a share of the window. */
export function panWindow({ t0, t1 }: TimeWindow, share: number, limits: TimeWindow): TimeWindow {
  const shift = share * (t1 - t0)
  return within({ t0: t0 + shift, t1: t1 + shift }, limits)
}

function within({ t0, t1 }: TimeWindow, limits: TimeWindow): TimeWindow {
  const span = Math.min(t1 - t0, limits.t1 - limits.t0)
  const start = Math.min(Math.max(t0, limits.t0), limits.t1 - span)
  return { t0: start, t1: start + span }
}

/** Steps between ticks that people count in [s]. */
const STEPS = [
  1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
  7200, 10_800, 21_600, 43_200, 86_400,
]

/** Ticks of time since `origin`, at most about `room` of them. */
export function timeTicks(
  { t0, t1 }: TimeWindow,
  origin: number,
  room: number,
): { at: number; label: string }[] {
  const span = (t1 - t0) / 1000
  const least = span / Math.max(1, room)
  const step = STEPS.find(candidate => candidate >= least) ?? 86_400 * Math.ceil(least / 86_400)
  const first = Math.ceil((t0 - origin) / 1000 / step - 1e-9)
  const count = Math.floor((t1 - origin) / 1000 / step + 1e-9) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, k) => {
    const seconds = (first + k) * step
    return { at: origin + 1000 * seconds, label: clockLabel(seconds, step) }
  })
}

/** `1.5 s` below a minute, then `1:30` and `2:01:30`. */
export function clockLabel(seconds: number, step: number): string {
  const sign = seconds < 0 ? '−' : ''
  const abs = Math.abs(seconds)
  const decimals = Math.max(0, Math.min(3, -Math.floor(Math.log10(step) + 1e-9)))
  if (abs < 60) return `${sign}${abs.toFixed(decimals)}\u202fs`
  const pad = (n: number, places: number): string =>
    n.toFixed(places).padStart(places > 0 ? 3 + places : 2, '0')
  const rest = pad(abs % 60, decimals)
  const minutes = Math.floor(abs / 60)
  return minutes < 60
    ? `${sign}${minutes}:${rest}`
    : `${sign}${Math.floor(minutes / 60)}:${pad(minutes % 60, 0)}:${rest}`
}
