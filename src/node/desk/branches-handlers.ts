import type { BranchesContract } from '../../shared/branches-contract.js'
import { readChoice, readRecord } from './door.js'
import type { Inspector } from './inspector.js'
import type { Job } from './job.js'
import { readPoint } from './requests.js'

export type BranchesHandlers = {
  [M in keyof BranchesContract]: (argument: unknown) => Promise<ReturnType<BranchesContract[M]>>
}

/** Steady states along an axis; arguments are checked here. */
export const branchesHandlers = (
  inspector: Pick<Inspector, 'branches'>,
  onDesk: () => Job,
): BranchesHandlers => ({
  branches: async argument => {
    const { plan, planHash, ledger } = onDesk()
    const { point, along } = readRecord('argument', argument)
    return inspector.branches({
      plan,
      planId: planHash,
      point: readPoint(point, ledger.points),
      along: readChoice('along', along, ['x', 'y'] as const),
    })
  },
})
