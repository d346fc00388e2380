import { parentChannel } from './channel.js'
import { makeSelfCheck } from './self-check.js'
import { serveSlices } from './serve-slices.js'

const KNOWN_POINTS = 2
/** A millisecond or so, after which messages are heard. */
const POINTS_WHILE_IDLE = 20
/** How often a worker deep in a computation looks whether its owner still lives [ms]. */
const LOOK_EVERY_MS = 1000

// The owner is gone when its channel closes: nobody is left to answer.
process.once('disconnect', () => process.exit(0))

// Ctrl-C in a terminal reaches the whole process group; the owner decides what becomes of the slice in hand.
process.on('SIGINT', () => {})

const parent = process.ppid
let lastLook = performance.now()

/** Time [ms]. A busy worker cannot hear its channel close, but an orphan has another parent. */
function now(): number {
  const time = performance.now()
  if (time - lastLook > LOOK_EVERY_MS) {
    lastLook = time
    if (process.ppid !== parent) process.exit(0)
  }
  return time
}

const selfCheck = makeSelfCheck()
selfCheck(KNOWN_POINTS)

let hasWork = false
serveSlices(parentChannel(), process.pid, now, () => (hasWork = true))

// Until there is a plan the time is used to check on, which warms up the code that every plan needs.
function idle(): void {
  if (!hasWork && selfCheck(POINTS_WHILE_IDLE)) setImmediate(idle)
}
setImmediate(idle)
