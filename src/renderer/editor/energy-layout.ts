import { linearTicks, type Tick } from '../../shared/figure/ticks.js'
import { type Amount, type Profile } from '../../shared/energy/profile.js'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface EnergyLayout {
  readonly width: number
  readonly height: number
  readonly plot: {
    readonly left: number
    readonly right: number
    readonly top: number
    readonly bottom: number
  }
  readonly ticks: readonly (Tick & { readonly y: number })[]
  readonly states: readonly {
    readonly from: Point
    readonly to: Point
    readonly surface: readonly string[]
    readonly gas: string
  }[]
  readonly events: readonly {
    readonly path: string
    readonly peak: Point | undefined
    readonly barrier: string
    readonly label: readonly string[]
    readonly x: number
    readonly effective: boolean
  }[]
}

/** Less room than this between two states, and their names would run into each other. */
const PITCH = 68
const MARGIN = { left: 50, right: 8, top: 26, bottom: 40 }
/** Room for the names that hang below the lowest level, and for the number above the highest. */
const NAMES = 50
const BARRIER = 16
/** About as wide as a character. */
const CHARACTER = 6.3
/** A lower hill is a line on the way up or down. */
const NO_HILL = 0.005

/** Places of everything in an energy diagram [CSS px]; wider than `room` when there are many states. */
export function layOutEnergies(
  profile: Profile,
  room: { readonly width: number; readonly height: number },
): EnergyLayout {
  const { states, events } = profile
  const inner = Math.max(room.width - MARGIN.left - MARGIN.right, states.length * PITCH)
  const width = inner + MARGIN.left + MARGIN.right
  const plot = {
    left: MARGIN.left,
    right: width - MARGIN.right,
    top: MARGIN.top,
    bottom: room.height - MARGIN.bottom,
  }
  const heights = [...states.map(state => state.level), ...events.map(event => event.top)]
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const span = Math.max(high - low, 0.1)
  const perEv = Math.max(plot.bottom - plot.top - NAMES - BARRIER, 40) / span
  const y = (level: number): number => plot.bottom - NAMES - (level - low) * perEv
  const [bottom, top] = [low - NAMES / perEv, high + BARRIER / perEv]
  const pitch = inner / states.length
  const half = Math.min(24, 0.22 * pitch)
  const fits = Math.floor(pitch / CHARACTER)
  const x = (k: number): number => plot.left + pitch * (k + 0.5)
  return {
    width,
    height: room.height,
    plot,
    ticks: linearTicks(bottom, top, (plot.bottom - plot.top) / 48).map(tick => ({
      ...tick,
      y: y(tick.position),
    })),
    states: states.map((state, k) => ({
      from: { x: x(k) - half, y: y(state.level) },
      to: { x: x(k) + half, y: y(state.level) },
      surface: lines(amounts(state.surface), / (?=\+)/, fits),
      gas: amounts(state.gas),
    })),
    events: events.map((event, k) => {
      const start = { x: x(k) + half, y: y(states[k]!.level) }
      const end = { x: x(k + 1) - half, y: y(states[k + 1]!.level) }
      const hill = event.barrier > Math.max(0, event.change) + NO_HILL
      const peak = hill ? { x: (start.x + end.x) / 2, y: y(event.top) } : undefined
      return {
        path: curve(start, peak, end),
        peak,
        barrier: event.barrier.toFixed(2).replace('-', '−'),
        label: lines(event.reverse ? `${event.label} ←` : event.label, /\s/, fits),
        x: (start.x + end.x) / 2,
        effective: event.effective,
      }
    }),
  }
}

/** Level at both ends and at the peak, as potential curves are drawn. */
function curve(start: Point, peak: Point | undefined, end: Point): string {
  const bend = (from: Point, to: Point): string => {
    const middle = (from.x + to.x) / 2
    return `C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`
  }
  const begin = `M${round(start.x)} ${round(start.y)}`
  return peak ? `${begin}${bend(start, peak)}${bend(peak, end)}` : `${begin}${bend(start, end)}`
}

const round = (value: number): number => Math.round(10 * value) / 10

export const amounts = (list: readonly Amount[]): string =>
  list.map(({ name, count }) => (count === 1 ? name : `${count} ${name}`)).join(' + ')

/** At most two lines of at most `fits` characters, the first as long as it can be. */
function lines(text: string, gap: RegExp, fits: number): string[] {
  if (text === '') return []
  if (text.length <= fits) return [text]
  const words = text.split(gap)
  let first = words[0]!
  let used = 1
  while (used < words.length && first.length + 1 + words[used]!.length <= fits) first += ` ${words[used++]!}`
  return [first, words.slice(used).join(' ')]
    .filter(line => line !== '')
    .map(line => (line.length > fits ? `${line.slice(0, fits - 1)}…` : line))
}
