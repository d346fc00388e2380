import type { ChildProcess } from 'node:child_process'

/** Enough of stderr to explain a failure [characters]. */
const STDERR_TAIL = 20_000

/** Follows a child process: what it wrote to stderr, and its end. */
export function follow(child: ChildProcess) {
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-STDERR_TAIL)
  })
  const ended = new Promise<{ code: number | null; signal: string | null }>(resolve =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  return { stderr: () => stderr, ended }
}

/** Rejects with what the child last said if it ends before `wanted` comes. */
export function orItsEnd<T>(wanted: Promise<T>, child: ReturnType<typeof follow>): Promise<T> {
  const failed = child.ended.then(({ code, signal }) => {
    throw new Error(`the host ended early (${signal ?? code}):\n${child.stderr()}`)
  })
  return Promise.race([wanted, failed])
}
