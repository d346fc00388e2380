import { readFileSync, writeFileSync } from 'node:fs'
import type { Rectangle } from 'electron'

export interface WindowState {
  readonly bounds: Rectangle
  readonly maximized: boolean
}

const DEFAULT_SIZE = { width: 1280, height: 860 }
export const MIN_SIZE = { width: 900, height: 620 }
/** What must lie on a screen for a person to find and drag the window [px]. */
const GRIP = { width: 120, height: 40 }

/** The state kept in `path`; undefined when there is none that can be used. */
export function readWindowState(path: string): WindowState | undefined {
  try {
    return parseWindowState(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Losing the place of a window is no reason to trouble anybody, so a failure is silent. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state))
  } catch {
    // The folder cannot be written; the next start uses the default place.
  }
}

function parseWindowState(value: unknown): WindowState | undefined {
  const { bounds, maximized } = value as { bounds?: Partial<Record<string, unknown>>; maximized?: unknown }
  const { x, y, width, height } = bounds ?? {}
  if (![x, y, width, height].every(Number.isSafeInteger)) return undefined
  return { bounds: { x, y, width, height } as Rectangle, maximized: maximized === true }
}

/**
 * Where to open the window: where it was if that can still be seen on a screen, shrunk to that screen;
 * else in the middle of the first screen.
 *
 * @param workAreas the usable part of each screen, the primary one first; at least one
 */
export function placeWindow(kept: Rectangle | undefined, workAreas: readonly Rectangle[]): Rectangle {
  const primary = workAreas[0]!
  if (!kept) return centred(DEFAULT_SIZE, primary)
  const home = workAreas.find(area => gripShows(kept, area))
  if (!home) return centred(kept, primary)
  return { x: kept.x, y: kept.y, ...fit(kept, home) }
}

type Size = Pick<Rectangle, 'width' | 'height'>

const fit = ({ width, height }: Size, area: Size): Size => ({
  width: Math.min(Math.max(width, MIN_SIZE.width), area.width),
  height: Math.min(Math.max(height, MIN_SIZE.height), area.height),
})

function centred(size: Size, area: Rectangle): Rectangle {
  const { width, height } = fit(size, area)
  const x = area.x + Math.round((area.width - width) / 2)
  const y = area.y + Math.round((area.height - height) / 2)
  return { x, y, width, height }
}

/** Whether enough of the top edge, by which a window is dragged, lies inside `area`. */
function gripShows({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return across >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height
}
