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
    readonly surface: string
    readonly gas: string
    readonly below: boolean
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
const PITCH = 108
const MARGIN = { left: 54, right: 18, top: 34, bottom: 62 }
const HALF_LEVEL = 24
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
  const pad = Math.max(high - low, 0.1) * 0.12
  const [bottom, top] = [low - 1.6 * pad, high + pad]
  const y = (level: number): number =>
    plot.bottom - ((level - bottom) / (top - bottom)) * (plot.bottom - plot.top)
  const pitch = inner / states.length
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
      from: { x: x(k) - HALF_LEVEL, y: y(state.level) },
      to: { x: x(k) + HALF_LEVEL, y: y(state.level) },
      surface: amounts(state.surface),
      gas: amounts(state.gas),
      below: true,
    })),
    events: events.map((event, k) => {
      const start = { x: x(k) + HALF_LEVEL, y: y(states[k]!.level) }
      const end = { x: x(k + 1) - HALF_LEVEL, y: y(states[k + 1]!.level) }
      const hill = event.barrier > Math.max(0, event.change) + NO_HILL
      const peak = hill ? { x: (start.x + end.x) / 2, y: y(event.top) } : undefined
      return {
        path: curve(start, peak, end),
        peak,
        barrier: event.barrier.toFixed(2).replace('-', '−'),
        label: twoLines(event.reverse ? `${event.label} ←` : event.label),
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

const LINE = 18

function twoLines(label: string): string[] {
  const cut = (text: string): string => (text.length > LINE ? `${text.slice(0, LINE - 1)}…` : text)
  if (label.length <= LINE) return [label]
  const spaces = [...label.matchAll(/\s/g)].map(match => match.index)
  const at = spaces.findLast(index => index <= LINE) ?? -1
  return at < 0 ? [cut(label)] : [label.slice(0, at), cut(label.slice(at + 1))]
}
