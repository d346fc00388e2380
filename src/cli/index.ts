import { join } from 'node:path'
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
