import { type FarmContract, type FarmReport, MAX_SLICES } from '../../shared/farm-contract.js'
import { wallClock } from '../clock.js'
import { residentSets } from '../pool/resident.js'
import { readInteger, readRecord } from './door.js'
import type { Job } from './job.js'

export type FarmHandlers = {
  [M in keyof FarmContract]: (
    argument: unknown,
  ) => ReturnType<FarmContract[M]> | Promise<ReturnType<FarmContract[M]>>
}

/** The resident set of a process is asked for no more often than this [ms]. */
const MEMORY_EVERY_MS = 1000

export function farmHandlers(job: () => Job | undefined): FarmHandlers {
  let sets: Promise<Map<number, number>> = Promise.resolve(new Map())
  let askedAt = -Infinity

  async function memoryOf(executors: readonly { id: string; pid?: number | undefined }[]) {
    if (wallClock() - askedAt >= MEMORY_EVERY_MS) {
      askedAt = wallClock()
      sets = residentSets(executors.flatMap(({ pid }) => pid ?? []))
    }
    const known = await sets
    return Object.fromEntries(
      executors.flatMap(({ id, pid }) =>
        pid !== undefined && known.has(pid) ? [[id, known.get(pid)!]] : [],
      ),
    )
  }

  return {
    farm: async argument => {
      const from = readInteger('from', readRecord('argument', argument)['from'], 0, Number.MAX_SAFE_INTEGER)
      const swept = job()
      if (!swept) return null
      return { ...reportOf(swept, from), memory: await memoryOf(swept.progress().executors) }
    },
  }
}

function reportOf(swept: Job, from: number): Omit<FarmReport, 'memory'> {
  const record = swept.slices()
  const now = wallClock()
  const working = swept.progress().executors.flatMap(({ id, working: slice }) =>
    slice
      ? [
          {
            lane: record.laneOf(id),
            executorId: id,
            first: slice.from,
            last: slice.to,
            since: now - slice.forMs,
            audit: slice.audit,
          },
        ]
      : [],
  )
  const begin = Math.min(from, record.size())
  return {
    sessionId: swept.sessionId,
    now,
    total: record.size(),
    from: begin,
    slices: record.read(begin, Math.min(record.size(), begin + MAX_SLICES)),
    lanes: [...record.lanes()],
    runs: swept.runs().map(({ startedAt, wallMs }) => ({ startedAt, wallMs })),
    working,
  }
}
