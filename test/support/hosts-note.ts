import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a run of the end-to-end specs leaves word of its hosts for the closing line, across processes. */
const NOTE = join(import.meta.dirname, '../../test-results/hosts.txt')

export function writeHostsNote(line: string): void {
  mkdirSync(dirname(NOTE), { recursive: true })
  writeFileSync(NOTE, line)
}

export function takeHostsNote(): string | undefined {
  try {
    const line = readFileSync(NOTE, 'utf8')
    rmSync(NOTE)
    return line
  } catch {
    // No end-to-end spec ran.
    return undefined
  }
}
