import type { Clock } from '../../core/ports.js'
import type { Range } from '../../core/ranges.js'
import type {
  MapSnapshot,
  MapTiles,
  SweepProgress,
  SweepView,
  ViewContract,
} from '../../shared/owner-contract.js'
import type { Client } from '../../shared/rpc.js'

/** Twenty pictures a second look like motion; more only cost. */
const TILES_EVERY_MS = 50
/** Numbers that change faster than this cannot be read. */
const PROGRESS_EVERY_MS = 250

/** What is on the desk, as a feed reads it at the moment of a push. */
export interface FeedSource {
  sweep: () => SweepView | null
  progress: () => SweepProgress | null
  snapshot: (output: string) => MapSnapshot
  /** Null while nothing lies on the desk. */
  tiles: (output: string, ranges: readonly Range[]) => MapTiles | null
}

/** Keeps one interface up to date; see `createFeed`. */
export interface Feed {
  /** The interface has (re)connected and listens: what was sent before may be lost, answers with it. */
  connected: () => void
  watch: (output: string) => MapSnapshot
  /** The same for an interface that knows the map of the output as it is now. */
  follow: (output: string) => void
  setVisible: (visible: boolean) => void
  mapChanged: (range: Range) => void
  progressChanged: () => void
  /** Phase, trouble or session changed: told at once. */
  sweepChanged: () => void
  /** Another sweep is on the desk, or none: nothing is watched until the interface asks. */
  sweepReplaced: () => void
  close: () => void
}

/**
 * Pushes what changed to one interface, coalesced, and never ahead of it: the next push waits for the
 * answer to the last one, so a slow interface gets fewer and larger pushes and no queue grows anywhere.
 * A hidden interface gets nothing; it calls `watch` when it is seen again.
 */
export function createFeed(view: Client<ViewContract>, source: FeedSource, clock: Clock): Feed {
  /** Zero while nobody is known to listen; a push of an earlier connection waits for nothing any more. */
  let connection = 0
  let visible = true
  let closed = false
  let output: string | undefined
  let ranges: Range[] = []
  let sweepDue = false
  let progressDue = false
  let inFlight = false
  let lastTiles = -Infinity
  let lastProgress = -Infinity
  let cancelTimer: (() => void) | undefined

  /** The moment at which there is something to push; Infinity when there is nothing. */
  function dueAt(): number {
    if (!visible || connection === 0) return Infinity
    const sweepAt = sweepDue ? -Infinity : Infinity
    const progressAt = progressDue ? lastProgress + PROGRESS_EVERY_MS : Infinity
    const tilesAt = output !== undefined && ranges.length > 0 ? lastTiles + TILES_EVERY_MS : Infinity
    return Math.min(sweepAt, progressAt, tilesAt)
  }

  function schedule(): void {
    cancelTimer?.()
    cancelTimer = undefined
    const at = dueAt()
    if (closed || inFlight || at === Infinity) return
    cancelTimer = clock.after(Math.max(0, at - clock.now()), () => {
      cancelTimer = undefined
      void push()
    })
  }

  async function push(): Promise<void> {
    inFlight = true
    const mine = connection
    const now = clock.now()
    const answers: Promise<void>[] = []
    if (sweepDue) {
      sweepDue = false
      answers.push(view.sweep(source.sweep()))
    }
    if (progressDue && now >= lastProgress + PROGRESS_EVERY_MS) {
      progressDue = false
      lastProgress = now
      const progress = source.progress()
      if (progress) answers.push(view.progress(progress))
    }
    if (output !== undefined && ranges.length > 0 && now >= lastTiles + TILES_EVERY_MS) {
      const changed = ranges
      ranges = []
      lastTiles = now
      const tiles = source.tiles(output, changed)
      if (tiles) answers.push(view.tiles(tiles))
    }
    // An interface that failed to take a push has shown it to its user or is gone; `watch` mends the map.
    await Promise.allSettled(answers)
    if (mine !== connection) return
    inFlight = false
    schedule()
  }

  /** Nothing is due of a map that was known a moment ago. */
  function follow(name: string): void {
    output = name
    ranges = []
  }

  return {
    connected() {
      connection++
      inFlight = false
      visible = true
      schedule()
    },
    watch(name) {
      const snapshot = source.snapshot(name)
      follow(name)
      return snapshot
    },
    follow,
    setVisible(now) {
      if (now && !visible) sweepDue = progressDue = true
      visible = now
      // What a hidden interface misses is in the snapshot of its next `watch`.
      if (!now) {
        output = undefined
        ranges = []
      }
      schedule()
    },
    mapChanged(range) {
      if (!visible || output === undefined) return
      ranges.push(range)
      if (ranges.length === 1) schedule()
    },
    progressChanged() {
      if (progressDue) return
      progressDue = true
      schedule()
    },
    sweepChanged() {
      sweepDue = progressDue = true
      lastProgress = -Infinity
      schedule()
    },
    sweepReplaced() {
      output = undefined
      ranges = []
      sweepDue = true
      schedule()
    },
    close() {
      closed = true
      cancelTimer?.()
    },
  }
}
