import { readFileSync } from 'node:fs'
import { type ForkWorker, type WorkerProcess } from '../pool/worker-process.js'

/** Workers whose processor time is counted, also of those that have ended. */
export interface CountedFork {
  readonly fork: ForkWorker
  /** Over all workers so far [ms]; undefined where the system does not tell it by process. */
  readonly cpuMs: () => number | undefined
}

export function countedFork(
  fork: ForkWorker,
  timeOf: (pid: number) => number | undefined = processCpuMs,
): CountedFork {
  const alive = new Map<WorkerProcess, number>()
  let gone = 0
  let known = true

  function read(child: WorkerProcess): void {
    const ms = child.pid === undefined ? undefined : timeOf(child.pid)
    if (ms === undefined) known &&= alive.get(child) !== 0
    else alive.set(child, ms)
  }

  return {
    fork: () => {
      const child = fork()
      alive.set(child, 0)
      child.onExit(() => {
        gone += alive.get(child) ?? 0
        alive.delete(child)
      })
      return {
        ...child,
        kill: () => {
          read(child)
          child.kill()
        },
      }
    },
    cpuMs: () => {
      for (const child of alive.keys()) read(child)
      return known ? [...alive.values()].reduce((sum, ms) => sum + ms, gone) : undefined
    },
  }
}

/** Clock ticks of /proc/PID/stat: USER_HZ is 100 on all that Node runs on. */
const TICK_MS = 10

function processCpuMs(pid: number): number | undefined {
  try {
    // "pid (name) state ppid …": the name may hold anything, so what counts is behind its closing bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return TICK_MS * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return undefined
  }
}
