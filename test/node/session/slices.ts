import type { StoredSlice } from '../../../src/core/ports.js'
import type { Plan } from '../../../src/shared/plan.js'
import { columnsOf, STATUS } from '../../../src/shared/record.js'

/** Numbers in [0, 1), the same on every run. */
export function lcg(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A slice of certified points with values of their own, from tiny to large, both signs, and NaN. */
export function plausibleSlice(plan: Plan, from: number, to: number, seed = from): StoredSlice {
  const random = lcg(seed + 1)
  const width = columnsOf(plan.mechanism).length
  return {
    from,
    to,
    status: new Uint8Array(to - from).fill(STATUS.certified),
    rows: Float64Array.from(
      { length: (to - from) * width },
      () => (random() - 0.5) * 10 ** (random() * 60 - 40),
    ),
    reasons: [],
    busyMs: random() * 100,
    executor: `here/${seed}.1`,
    at: 1.7e12 + seed,
  }
}
