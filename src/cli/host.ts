import type { ForkWorker } from '../node/pool/worker-process.js'
import type { Terminal } from './terminal.js'

/** What a command needs of the process it runs in; made once, in index.ts. */
export interface Host {
  readonly terminal: Terminal
  readonly version: string
  readonly cwd: string
  readonly fork: ForkWorker
  /** Folder of the sample models. */
  readonly modelFolder: string
  /** Folder of the built interface. */
  readonly pageFolder: string
  /** Calls back at each interrupt, 1 for the first; returns the function that stops listening. */
  readonly onInterrupt: (listener: (times: number) => void) => () => void
  /** Asks the person at the terminal; undefined where there is none. */
  readonly ask: (question: string) => Promise<string | undefined>
  readonly openInBrowser: (url: string) => void
}
