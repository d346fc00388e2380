import type { OutputInfo, SweepView } from '../../shared/owner-contract.js'
import type { Output } from '../../shared/record.js'
import type { Job } from './job.js'
import { setupOf } from './setup.js'

export function sweepView(job: Job): SweepView {
  const { plan } = job
  const progress = job.progress()
  return {
    sessionPath: job.path,
    sessionId: job.sessionId,
    planHash: job.planHash,
    setup: setupOf(plan, progress.workers),
    mechanism: plan.mechanism,
    x: plan.x,
    y: plan.y,
    outputs: job.outputs.map(outputInfo),
    progress,
    trouble: job.trouble() ?? null,
  }
}

export const outputInfo = ({ name, unit, group }: Output): OutputInfo => ({ name, unit, group })
