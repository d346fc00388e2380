import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { askAtTerminal } from './ask.js'
import { forkNodeWorker } from '../node/pool/fork-node.js'
import { version } from '../../package.json'
import { onInterrupt } from './interrupt.js'
import { openInBrowser } from './open-in-browser.js'
import { runProgram } from './program.js'
import { processTerminal } from './terminal.js'

// Paths are taken here and nowhere else: this file is an entry of the bundle (out/main/cli.js), so its
// folder is known, while shared code may be moved to a chunk.
const here = import.meta.dirname

// Answers are large arrays outside the heap, and each 64 MB of them make V8 mark the whole small heap. In steps and
// on helper threads that takes several times the processor time it takes in one go, a pause of some milliseconds.
setFlagsFromString('--no-incremental-marking')

process.exitCode = await runProgram(process.argv.slice(2), {
  terminal: processTerminal(),
  version,
  cwd: process.cwd(),
  fork: forkNodeWorker(join(here, 'worker.js')),
  modelFolder: join(here, '../../resources/models'),
  pageFolder: join(here, '../renderer'),
  onInterrupt,
  ask: askAtTerminal,
  openInBrowser,
})
