import { parentChannel } from './channel.js'
import { serveSlices } from './serve-slices.js'

// The owner is gone when its channel closes: nobody is left to answer.
process.once('disconnect', () => process.exit(0))

serveSlices(parentChannel(), process.pid, () => performance.now())
