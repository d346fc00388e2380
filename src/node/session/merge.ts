import { type StoredSlice } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { isSolved, STATUS } from '../../shared/record.js'
import { writeSession } from './copy.js'
import { newHeader } from './header.js'
import { openSession, type Session } from './session.js'
import { partsThat } from './slice-parts.js'

/**
 * Writes one session with all that several sessions of one plan know. A point that some of them solved
 * is solved in it; of a point that all failed the last failure is kept. The sessions stay as they are.
 *
 * Rejects with `input/invalid` when the plans differ, `session/unreadable` and `session/unwritable`.
 */
export async function mergeSessions(
  paths: readonly string[],
  target: string,
  version: string,
): Promise<void> {
  const sessions: Session[] = []
  try {
    for (const path of paths) sessions.push(openSession(path, 'no'))
    const plan = commonPlan(sessions)
    await writeSession(
      {
        header: newHeader(plan, version),
        slices: unionOf(plan, sessions),
        runs: sessions.flatMap(session => session.runs()).sort((a, b) => a.startedAt - b.startedAt),
      },
      target,
    )
  } finally {
    for (const session of sessions) session.close()
  }
}

function commonPlan([first, ...others]: readonly Session[]): Plan {
  const stranger = others.find(({ planHash }) => planHash !== first?.planHash)
  if (first && !stranger) return first.plan
  throw new IsobarError('input/invalid', 'only sessions of one plan can be merged', {
    field: 'session',
    value: stranger?.path ?? '',
    remedy: 'name sessions of the same model, axes, settings and start',
  })
}

/**
 * Of each session its last word on a point counts: what a machine said that lied was taken back later. What is
 * solved already is not given again, so that a failure elsewhere cannot replace it.
 */
function* unionOf(plan: Plan, sessions: readonly Session[]): Generator<StoredSlice> {
  const points = pointCount(plan)
  const solved = new Uint8Array(points)
  for (const session of sessions) {
    const lastSlice = new Uint32Array(points)
    let serial = 0
    for (const { from, to } of session.slices()) lastSlice.fill(++serial, from, to)
    serial = 0
    for (const slice of session.slices()) {
      serial++
      const counts = (at: number): boolean =>
        lastSlice[at] === serial && !solved[at] && slice.status[at - slice.from] !== STATUS.pending
      for (const part of partsThat(slice, counts)) {
        part.status.forEach((status, i) => (solved[part.from + i] = Number(isSolved(status))))
        yield part
      }
    }
  }
}
