import type { PointsContract, RerunRequest } from '../../shared/points-contract.js'
import { POINT_KINDS } from '../../shared/points-contract.js'
import type { Bench } from './bench.js'
import type { ChecksDesk } from './checks-desk.js'
import { readChoice, readRecord, readText } from './door.js'
import type { Inspector } from './inspector.js'
import type { Job } from './job.js'
import { selectedPositions } from './point-selection.js'
import { readArea, readPoint, readSolver } from './requests.js'

export type PointsHandlers = {
  [M in keyof PointsContract]: (
    argument: unknown,
  ) => ReturnType<PointsContract[M]> | Promise<ReturnType<PointsContract[M]>>
}

export interface PointsParts {
  readonly bench: Bench
  readonly inspector: Inspector
  readonly checks: ChecksDesk
  /** The sweep on the desk; throws `input/invalid` when there is none. */
  readonly onDesk: () => Job
  /** Throws `input/invalid` while a scaling study runs: nothing else may compute then. */
  readonly requireIdle: () => void
}

/** Single points and sets of points; arguments are checked here. */
export function pointsHandlers({
  bench,
  inspector,
  checks,
  onDesk,
  requireIdle,
}: PointsParts): PointsHandlers {
  const field = (argument: unknown, name: string): unknown => readRecord('argument', argument)[name]
  const pointOf = (argument: unknown, job: Job): number =>
    readPoint(field(argument, 'point'), job.ledger.points)

  return {
    transient: argument => {
      const job = onDesk()
      return inspector.transient({ plan: job.plan, planId: job.planHash, point: pointOf(argument, job) })
    },
    rerun: argument =>
      bench.exclusively(() => {
        requireIdle()
        return rerun(onDesk(), argument)
      }),
    rerunOutcome: () => onDesk().rerunOutcome(),
    checks: () => checks.view(onDesk()),
    keepCheck: argument => checks.keep(onDesk(), pointOf(argument, onDesk())),
    removeCheck: argument => checks.remove(onDesk(), readText('id', field(argument, 'id'))),
    verifyChecks: () => checks.verify(onDesk()),
  }
}

export async function rerun(job: Job, argument: unknown): Promise<{ points: number }> {
  const request = readRerun(argument, job)
  const positions = selectedPositions(job, request)
  await job.rerun(positions, request.solver)
  return { points: positions.length }
}

function readRerun(argument: unknown, { plan: { x, y } }: Job): RerunRequest {
  const { which, area, solver } = readRecord('argument', argument)
  return {
    which: readChoice('which', which, POINT_KINDS),
    ...(area === undefined ? {} : { area: readArea(area, x.values.length, y.values.length) }),
    ...(solver === undefined ? {} : { solver: readSolver(solver) }),
  }
}
