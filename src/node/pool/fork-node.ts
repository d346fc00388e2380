import { fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { type ForkWorker } from './worker-process.js'

/** How much of what a worker last wrote to stderr is kept to explain its end [characters]. */
const STDERR_TAIL = 4096

/** Forks workers with plain Node, at low priority so that the owner and its window stay responsive. */
export function forkNodeWorker(modulePath: string): ForkWorker {
  return () => {
    const child = fork(modulePath, [], {
      // The default, JSON, would turn a Float64Array into an object.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    if (child.pid !== undefined) lowerPriority(child.pid)
    let stderrTail = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      stderrTail = (stderrTail + chunk.toString()).slice(-STDERR_TAIL)
    })
    // A process that cannot be started, or a message to one that has just ended, comes as an end anyway.
    child.on('error', error => {
      stderrTail = `${stderrTail}\n${String(error)}\n`.slice(-STDERR_TAIL)
    })
    // Without its channel a worker is of no use.
    child.once('disconnect', () => child.kill('SIGKILL'))

    return {
      pid: child.pid,
      channel: {
        send: message => {
          if (child.connected) child.send(message as object)
        },
        onMessage: listener => {
          child.on('message', listener)
          return () => child.off('message', listener)
        },
      },
      onExit: listener => {
        const end = (code: number | null, signal: string | null): void =>
          listener({ code, signal, stderrTail })
        // Not `exit`: the last words come through a pipe, which may close a moment later.
        child.once('close', end)
        return () => child.off('close', end)
      },
      kill: () => void child.kill('SIGKILL'),
    }
  }
}

/** Lets everything else on the machine go first. */
export function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A courtesy; without it the sweep runs all the same.
  }
}
