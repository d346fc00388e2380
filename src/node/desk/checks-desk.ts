import type { CheckResult, ChecksView } from '../../shared/points-contract.js'
import { isSolved } from '../../shared/record.js'
import { checkOfPoint } from '../checks/check-of-point.js'
import { checksPath, readChecks, writeChecks } from '../checks/checks-file.js'
import { verifyChecks } from '../checks/verify-checks.js'
import { refuse } from './door.js'
import type { Inspector } from './inspector.js'
import type { Job } from './job.js'

/** Expected values of points, kept beside the session, for the model that is on the desk. */
export interface ChecksDesk {
  readonly view: (job: Job) => ChecksView
  readonly keep: (job: Job, point: number) => ChecksView
  readonly remove: (job: Job, id: string) => ChecksView
  readonly verify: (job: Job) => Promise<ChecksView>
}

/** @param inspector solves the checks; one of its own, so that nobody who looks at points waits */
export function createChecksDesk(inspector: Inspector, now: () => Date): ChecksDesk {
  /** Of the session it was asked in: another may have another model. */
  let last: { session: string; results: readonly CheckResult[] } = { session: '', results: [] }

  const pathOf = ({ path, plan }: Job): string => checksPath(path, plan.mechanism.name)

  function view(job: Job): ChecksView {
    const path = pathOf(job)
    const checks = readChecks(path)
    const known = last.session === job.sessionId ? last.results : []
    const results = checks.map(
      ({ id }): CheckResult => known.find(result => result.id === id) ?? { id, verdict: 'not-checked' },
    )
    return { path, checks, results }
  }

  return {
    view,
    keep: (job, point) => {
      const { plan, ledger } = job
      const position = ledger.positionOf[point]!
      if (!isSolved(ledger.status[position]!))
        refuse('point', point, 'has no steady state to expect', 'choose a solved point')
      const row = ledger.rows.subarray(position * ledger.width, (position + 1) * ledger.width)
      const path = pathOf(job)
      writeChecks(path, plan.mechanism.name, [...readChecks(path), checkOfPoint(plan, point, row, now())])
      return view(job)
    },
    remove: (job, id) => {
      const path = pathOf(job)
      const checks = readChecks(path)
      if (!checks.some(check => check.id === id)) refuse('id', id, 'is no check', 'choose one of the list')
      writeChecks(
        path,
        job.plan.mechanism.name,
        checks.filter(check => check.id !== id),
      )
      return view(job)
    },
    verify: async job => {
      const { modelText, solver } = job.plan
      const results = await verifyChecks(readChecks(pathOf(job)), modelText, solver, inspector)
      last = { session: job.sessionId, results }
      return view(job)
    },
  }
}
