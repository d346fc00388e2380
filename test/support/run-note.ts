import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A line that tests leave for the closing line of their run, across processes. */
export function runNote(name: string): { write: (line: string) => void; take: () => string | undefined } {
  const path = join(import.meta.dirname, `../../test-results/${name}.txt`)
  return {
    write: line => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, line)
    },
    take: () => {
      try {
        const line = readFileSync(path, 'utf8')
        rmSync(path)
        return line
      } catch {
        // No test that leaves one has run.
        return undefined
      }
    },
  }
}
