import { STATUS } from '../shared/record.js'
import { type SliceRequest, type SliceResult } from '../shared/worker-contract.js'
import { type CompiledPlan } from './compile-plan.js'

/** Longest time between two points during which no message is heard [ms]; a shorter slice pays nothing. */
const DEAF_MS = 8

/** A slice that waits or is computed, and that can still be cut short. */
export interface SliceInHand {
  readonly request: SliceRequest
  /** Begins no point at or behind `position` any more; without effect when it is too late. */
  readonly endAt: (position: number) => void
  readonly solve: () => Promise<SliceResult>
}

export function beginSlice(
  plan: CompiledPlan,
  request: SliceRequest,
  now: () => number,
  breathe: () => Promise<void>,
): SliceInHand {
  const { from } = request
  const width = plan.columns.length
  let { to } = request
  let at = from

  async function solve(): Promise<SliceResult> {
    const begin = now()
    const points = to - from
    const status = new Uint8Array(points)
    const rows = new Float64Array(points * width)
    const reasons: { at: number; reason: string }[] = []

    function solveUntil(deaf: number): void {
      do {
        const solution = plan.solve(plan.order[at]!, rows, (at - from) * width)
        status[at - from] = solution.status
        if (solution.status !== STATUS.certified) reasons.push({ at, reason: solution.reason ?? '' })
        at++
      } while (at < to && now() < deaf)
    }

    while (at < to) {
      solveUntil(now() + DEAF_MS)
      if (at < to) await breathe()
    }
    const done = at - from
    const whole = done === points
    return {
      from,
      to: at,
      status: whole ? status : status.slice(0, done),
      rows: whole ? rows : rows.slice(0, done * width),
      reasons,
      busyMs: now() - begin,
    }
  }

  return {
    request,
    endAt: position => {
      to = Math.max(at, Math.min(to, position))
    },
    solve,
  }
}
