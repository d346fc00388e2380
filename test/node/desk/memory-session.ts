import type { StoredSlice } from '../../../src/core/ports.js'
import { planHash } from '../../../src/node/plan-hash.js'
import type { Session } from '../../../src/node/session/session.js'
import type { Run } from '../../../src/node/session/runs.js'
import type { Pin } from '../../../src/shared/map-contract.js'
import type { Plan } from '../../../src/shared/plan.js'

export interface MemorySession extends Session {
  readonly saved: StoredSlice[]
  readonly noted: Run[]
  /** From now on saving fails like this, or works again. */
  readonly refuse: (error: Error | undefined) => void
  readonly closed: () => boolean
}

/** A session that is kept in memory and fails when told to. */
export function memorySession(
  plan: Plan,
  stored: readonly StoredSlice[] = [],
  readOnly = false,
): MemorySession {
  const saved = [...stored]
  const noted: Run[] = []
  let pins: readonly Pin[] = []
  let refusal: Error | undefined
  let closed = false
  return {
    plan,
    planHash: planHash(plan),
    path: '/memory/tiny.isobar',
    id: 'tiny',
    createdAt: 0,
    version: '1',
    engine: 'isobar-engine/3',
    readOnly,
    wallMs: 0,
    slices: () => saved,
    timings: () => saved,
    runs: () => noted,
    append: async slices => {
      if (refusal) throw refusal
      saved.push(...slices)
    },
    problems: readOnly ? ['another owner writes it'] : [],
    addRun: run => void noted.push(run),
    pins: () => pins,
    keepPins: list => void (pins = list),
    saveAs: () => Promise.resolve(),
    close: () => void (closed = true),
    saved,
    noted,
    refuse: error => void (refusal = error),
    closed: () => closed,
  }
}
