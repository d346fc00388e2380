import { createInterface } from 'node:readline/promises'

/** Asks the person at the terminal; undefined where there is none. */
export async function askAtTerminal(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } catch {
    // Ctrl-D is no answer.
    return undefined
  } finally {
    lines.close()
  }
}
