import { getPriority } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Executor, FarmHandle } from '../../src/core/ports.js'
import { clock } from '../../src/node/clock.js'
import { forkNodeWorker } from '../../src/node/pool/fork-node.js'
import { createPool } from '../../src/node/pool/pool.js'
import type { ForkWorker } from '../../src/node/pool/worker-process.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'

const BUDGET_MS = 20_000
const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/workers', `${name}.mjs`)

/** An open pool, and all it has told. */
function openPool(name: string, workers: number) {
  const pids: number[] = []
  const forkFixture = forkNodeWorker(fixture(name))
  const fork: ForkWorker = () => {
    const worker = forkFixture()
    if (worker.pid !== undefined) pids.push(worker.pid)
    return worker
  }
  const joined: Executor[] = []
  const left: { id: string; reason: string | undefined }[] = []
  const incidents: string[] = []
  const exhausted: unknown[] = []
  const handle = createPool({ fork, clock, machine: 'here' }).open(tinyPlan(10, 10), 'plan', {
    joined: executor => joined.push(executor),
    left: (id, reason) => left.push({ id, reason }),
    incident: (_, message) => incidents.push(message),
    exhausted: error => exhausted.push(error),
  })
  handle.resize(workers)
  handles.push(handle)
  return { handle, pids, joined, left, incidents, exhausted }
}

const handles: FarmHandle[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(handles.splice(0).map(handle => handle.close()))
})

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(10)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('the pool', () => {
  it('starts the workers it is asked for, and their answers come as they were sent', async () => {
    const { joined, pids } = openPool('echo', 3)
    await until(() => joined.length === 3)

    const answers = await Promise.all(joined.map(({ solve }, i) => solve(10 * i, 10 * i + 4, BUDGET_MS)))
    expect(answers[2]).toEqual({
      from: 20,
      to: 24,
      status: Uint8Array.of(1, 1, 1, 1),
      rows: Float64Array.of(20, 21, 22, 23),
      reasons: [],
      busyMs: 1,
    })
    expect(new Set(pids).size).toBe(3)
    expect(new Set(joined.map(({ id }) => id)).size).toBe(3)
    expect(joined.map(({ machine }) => machine)).toEqual(['here', 'here', 'here'])
  })

  it('takes on and lets go workers while it runs, without an incident', async () => {
    const { handle, joined, left, incidents, pids } = openPool('echo', 1)
    handle.resize(3)
    await until(() => joined.length === 3)
    handle.resize(1)
    await until(() => left.length === 2)

    expect(pids.filter(isAlive)).toEqual([pids[0]])
    expect(left.map(({ reason }) => reason)).toEqual([undefined, undefined])
    expect(incidents).toEqual([])
    const stays = joined.filter(({ id }) => left.every(gone => gone.id !== id))
    await expect(stays[0]!.solve(0, 1, BUDGET_MS)).resolves.toMatchObject({ from: 0, to: 1 })
    handle.resize(0)
    await until(() => left.length === 3)
    expect(pids.filter(isAlive)).toEqual([])
    await expect(stays[0]!.solve(0, 1, BUDGET_MS)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('leaves no process behind when it is closed at any moment of a start', async () => {
    for (const pause of [0, 5, 20, 60, 150]) {
      const { handle, pids } = openPool('echo', 2)
      await wait(pause)
      await handle.close()
      expect(pids.filter(isAlive)).toEqual([])
      handle.resize(4)
      expect(pids).toHaveLength(2)
    }
  })

  it('lets everything else on the machine go first', async () => {
    const { joined, pids } = openPool('echo', 1)
    await until(() => joined.length === 1)
    expect(getPriority(pids[0]!)).toBeGreaterThan(getPriority())
  })

  it('gives a worker as long as it is asked to, be it for years', async () => {
    const { joined, pids } = openPool('echo', 1)
    await until(() => joined.length === 1)
    process.kill(pids[0]!, 'SIGSTOP')
    const answer = joined[0]!.solve(0, 1, 1e12)
    await wait(50)
    process.kill(pids[0]!, 'SIGCONT')
    await expect(answer).resolves.toMatchObject({ from: 0 })
  })

  it('passes a recall on, and takes the shorter answer', async () => {
    const { joined } = openPool('waits-for-recall', 1)
    await until(() => joined.length === 1)
    const { solve, recall } = joined[0]!
    const answers = Promise.all([solve(0, 10, BUDGET_MS), solve(10, 20, BUDGET_MS)])
    recall(10, 10)
    recall(0, 4)
    expect(await answers).toMatchObject([
      { from: 0, to: 4, rows: Float64Array.of(0, 1, 2, 3) },
      { from: 10, to: 10, rows: new Float64Array(0) },
    ])
  })

  it('lets a recall of a worker that has gone come to nothing', async () => {
    const { handle, joined, left } = openPool('echo', 1)
    await until(() => joined.length === 1)
    handle.resize(0)
    joined[0]!.recall(0, 0)
    await until(() => left.length === 1)
    joined[0]!.recall(0, 0)
    await handle.close()
  })

  it('rejects what is asked of a worker that is sent away', async () => {
    const { handle, joined } = openPool('hang-on-13', 1)
    await until(() => joined.length === 1)
    const answer = expect(joined[0]!.solve(13, 14, BUDGET_MS)).rejects.toMatchObject({ code: 'cancelled' })
    await handle.close()
    await answer
  })
})

describe('a worker that ends is replaced', () => {
  /** Asks the first worker for `slice`, which ends it; resolves when its replacement answers. */
  async function replaced(name: string, slice: [number, number], budgetMs = BUDGET_MS) {
    const pool = openPool(name, 1)
    await until(() => pool.joined.length === 1)
    const error: unknown = await pool.joined[0]!.solve(...slice, budgetMs).catch((e: unknown) => e)
    await until(() => pool.joined.length === 2)
    expect(pool.left.map(({ id }) => id)).toEqual([pool.joined[0]!.id])
    expect(pool.joined[1]!.id).not.toBe(pool.joined[0]!.id)
    expect(isAlive(pool.pids[0]!)).toBe(false)
    return { ...pool, error }
  }

  it('after a crash, told with exit code and last words', async () => {
    const { error, joined } = await replaced('crash-on-13', [10, 15])
    expect(error).toMatchObject({
      code: 'worker/lost',
      message: expect.stringContaining('RangeError: point 13') as string,
      data: { executorId: joined[0]!.id, exitCode: 7, signal: null },
    })
    await expect(joined[1]!.solve(10, 13, BUDGET_MS)).resolves.toMatchObject({ to: 13 })
  })

  it('after a hang, told with its budget', async () => {
    const { error, joined } = await replaced('hang-on-13', [10, 15], 300)
    expect(error).toMatchObject({
      code: 'worker/hung',
      data: { executorId: joined[0]!.id, budgetMs: 300 },
    })
  })

  it('after it ran out of memory, and says so', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=64')
    const { error } = await replaced('out-of-memory', [0, 1])
    expect(error).toMatchObject({
      code: 'worker/lost',
      message: expect.stringMatching(/heap|memory/i) as string,
    })
  })

  it('after it hung up', async () => {
    const { error } = await replaced('hangs-up', [0, 1])
    expect(error).toMatchObject({ code: 'worker/lost' })
  })

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'after it sent what is no answer, which harms nobody else: %i',
    async kind => {
      const { error } = await replaced('garbage', [kind, kind + 1], 300)
      expect(error).toMatchObject({ code: expect.stringMatching(/^worker\/(lost|hung)$/) as string })
    },
  )

  it('after somebody else killed it', async () => {
    const pool = openPool('hang-on-13', 2)
    await until(() => pool.joined.length === 2)
    const answer = pool.joined[0]!.solve(13, 14, BUDGET_MS)
    const idle = pool.joined[0]!.id === 'here/1.1' ? 0 : 1
    process.kill(pool.pids[idle]!, 'SIGKILL')

    await expect(answer).rejects.toMatchObject({ code: 'worker/lost', data: { signal: 'SIGKILL' } })
    await until(() => pool.joined.length === 3)
    expect(pool.left).toHaveLength(1)
  })

  it('after it was frozen', async () => {
    const pool = openPool('echo', 1)
    await until(() => pool.joined.length === 1)
    process.kill(pool.pids[0]!, 'SIGSTOP')

    await expect(pool.joined[0]!.solve(0, 1, 300)).rejects.toMatchObject({ code: 'worker/hung' })
    await until(() => pool.joined.length === 2)
    expect(isAlive(pool.pids[0]!)).toBe(false)
    await expect(pool.joined[1]!.solve(0, 1, BUDGET_MS)).resolves.toMatchObject({ from: 0 })
  })
})

describe('a worker that is of no use', () => {
  it('is not replaced for an answer that is an error', async () => {
    const { joined, left } = openPool('throws', 1)
    await until(() => joined.length === 1)
    for (let k = 0; k < 3; k++)
      await expect(joined[0]!.solve(0, 1, BUDGET_MS)).rejects.toMatchObject({ message: 'cannot divide' })
    expect([joined.length, left]).toEqual([1, []])
  })

  it.each(['old-protocol', 'other-engine'])('never joins when it is of another version: %s', async name => {
    const { joined, exhausted, incidents, pids } = openPool(name, 2)
    await until(() => exhausted.length === 1)

    expect(exhausted[0]).toMatchObject({ code: 'worker/mismatch' })
    expect(joined).toEqual([])
    expect(incidents.length).toBeGreaterThan(0)
    expect(pids.filter(isAlive)).toEqual([])
    expect(pids).toHaveLength(2)
  })

  it('is told of when no process can be started', async () => {
    const { execPath } = process
    process.execPath = '/nowhere/node'
    try {
      const { incidents, handle } = openPool('echo', 1)
      await until(() => incidents.length > 0)
      expect(incidents[0]).toContain('ENOENT')
      await handle.close()
    } finally {
      process.execPath = execPath
    }
  })

  it('is given up visibly when it never comes to life', async () => {
    const { joined, exhausted, incidents, pids, handle } = openPool('crash-at-start', 1)
    await until(() => exhausted.length === 1)

    expect(exhausted[0]).toMatchObject({ code: 'worker/lost', data: { exitCode: 1 } })
    expect(incidents.at(-1)).toContain('given up')
    expect(incidents[0]).toContain('no such luck')
    const forks = pids.length
    handle.resize(0)
    handle.resize(1)
    await until(() => pids.length > forks)
    expect(joined).toEqual([])
  })
})
