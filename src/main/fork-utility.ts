import { utilityProcess } from 'electron'
import { lowerPriority } from '../node/pool/fork-node.js'
import type { ForkWorker, WorkerProcess } from '../node/pool/worker-process.js'

/** How much of what a worker last wrote to stderr is kept to explain its end [characters]. */
const STDERR_TAIL = 4096

/** Forks workers as Electron utility processes, so that they run in the Node of Electron. */
export function forkUtility(workerPath: string): ForkWorker {
  return () => {
    const child = utilityProcess.fork(workerPath, [], {
      serviceName: 'Isobar worker',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // The process has no id before.
    child.once('spawn', () => child.pid !== undefined && lowerPriority(child.pid))
    let stderrTail = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      stderrTail = (stderrTail + chunk.toString()).slice(-STDERR_TAIL)
    })

    return {
      get pid() {
        return child.pid
      },
      channel: {
        send: message => child.postMessage(message),
        onMessage: listener => {
          child.on('message', listener)
          return () => child.off('message', listener)
        },
      },
      onExit: listener => {
        const end = (code: number): void => listener({ code, signal: null, stderrTail })
        child.once('exit', end)
        return () => child.off('exit', end)
      },
      kill: () => {
        // `kill` asks with SIGTERM, which a worker deep in a step need not hear, and sees to the reaping.
        if (child.pid !== undefined) killHard(child.pid)
        child.kill()
      },
    } satisfies WorkerProcess
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
