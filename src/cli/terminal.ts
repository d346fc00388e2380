/** Where a command writes: results on `out`, everything for people on `err`. Text carries its own line ends. */
export interface Terminal {
  /** Resolves when there is room for more; only who writes much need wait. */
  readonly out: (text: string | Uint8Array) => Promise<void>
  readonly err: (text: string) => void
  /** Whether `err` is a terminal that can rewrite its last line. */
  readonly interactive: boolean
  /** Columns of that terminal, read at each use because windows are resized. */
  readonly width: () => number
}

export function processTerminal(): Terminal {
  // A reader that has gone (`isobar export -o - | head`) is no fault of ours and no reason for a stack.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
  // A terminal that has gone must not take a sweep down with it.
  process.stderr.on('error', () => undefined)
  return {
    out: text =>
      process.stdout.write(text)
        ? Promise.resolve()
        : new Promise(resolve => process.stdout.once('drain', resolve)),
    err: text => void process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    // Some pseudo-terminals claim to be zero columns wide.
    width: () => process.stderr.columns || 80,
  }
}
