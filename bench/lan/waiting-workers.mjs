import { setTimeout as wait } from 'node:timers/promises'

const CERTIFIED = 1

/**
 * Workers in this process that wait `msPerPoint` for each point instead of computing it, so that two cores can
 * stand for sixteen. They begin the next point on time even when a timer was late, as a core would.
 */
export function waitingWorkers({ serve, columnsOf, WORKER_PROTOCOL, ENGINE }, msPerPoint) {
  return () => {
    const [ours, theirs] = pipe()
    const exits = new Set()
    const ends = new Map()
    let width = 0
    let last = Promise.resolve()
    let freeAt = 0
    let ended = false

    async function solve({ from, to }) {
      freeAt = Math.max(freeAt, performance.now())
      let at = from
      while (at < Math.min(to, ends.get(from) ?? to)) {
        freeAt += msPerPoint
        await wait(Math.max(0, freeAt - performance.now()))
        at++
      }
      ends.delete(from)
      return {
        from,
        to: at,
        status: new Uint8Array(at - from).fill(CERTIFIED),
        rows: Float64Array.from({ length: (at - from) * width }, (_, k) => from * width + k),
        reasons: [],
        busyMs: (at - from) * msPerPoint,
      }
    }

    const stop = serve(theirs, {
      hello: () => ({ protocol: WORKER_PROTOCOL, engine: ENGINE, pid: 0 }),
      plan: ({ plan }) => {
        width = columnsOf(plan.mechanism).length
        return { columns: columnsOf(plan.mechanism).map(({ name }) => name) }
      },
      solve: slice => {
        const answer = last.then(() => solve(slice))
        last = answer
        return answer
      },
      recall: ({ from, at }) => void ends.set(from, at),
    })
    return {
      pid: undefined,
      channel: ours,
      onExit: listener => {
        exits.add(listener)
        return () => exits.delete(listener)
      },
      kill: () => {
        if (ended) return
        ended = true
        stop()
        queueMicrotask(() =>
          exits.forEach(listener => listener({ code: null, signal: 'SIGKILL', stderrTail: '' })),
        )
      },
    }
  }
}

/** Two ends of one pipe in memory. */
function pipe() {
  const listeners = [new Set(), new Set()]
  const end = mine => ({
    send: message => {
      const copy = structuredClone(message)
      queueMicrotask(() => listeners[1 - mine].forEach(listener => listener(copy)))
    },
    onMessage: listener => {
      listeners[mine].add(listener)
      return () => listeners[mine].delete(listener)
    },
  })
  return [end(0), end(1)]
}
