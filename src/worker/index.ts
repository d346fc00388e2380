import { parentChannel } from './channel.js'
import { serveSlices } from './serve-slices.js'

/** How often a worker deep in a computation looks whether its owner still lives [ms]. */
const LOOK_EVERY_MS = 1000

// The owner is gone when its channel closes: nobody is left to answer.
process.once('disconnect', () => process.exit(0))

// Ctrl-C in a terminal reaches the whole process group; the owner decides what becomes of the slice in hand.
process.on('SIGINT', () => {})

const parent = process.ppid
let lastLook = performance.now()

/** Time [ms]. A worker deep in a point cannot hear its channel close, but an orphan has another parent. */
function now(): number {
  const time = performance.now()
  if (time - lastLook > LOOK_EVERY_MS) {
    lastLook = time
    if (process.ppid !== parent) process.exit(0)
  }
  return time
}

/** One turn of the event loop: messages that have arrived are read before it ends. */
const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

serveSlices(parentChannel(), process.pid, now, breathe)
