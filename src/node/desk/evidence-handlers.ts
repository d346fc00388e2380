import { type EvidenceContract, MAX_DOUBTFUL } from '../../shared/evidence-contract.js'
import { takeCensus } from './census.js'
import { doubtfulPoints, extendedUse } from './evidence.js'
import type { Job } from './job.js'

export type EvidenceHandlers = {
  [M in keyof EvidenceContract]: (argument: unknown) => ReturnType<EvidenceContract[M]>
}

export const evidenceHandlers = (job: () => Job | undefined): EvidenceHandlers => ({
  evidence: () => {
    const swept = job()
    if (!swept) return null
    const { plan, ledger } = swept
    const { points, solved, failed, certified } = takeCensus(ledger)
    return {
      points,
      solved,
      failed,
      certified,
      extended: extendedUse(plan, ledger, swept.timeline().timings),
      doubtful: doubtfulPoints(ledger, MAX_DOUBTFUL),
    }
  },
})
