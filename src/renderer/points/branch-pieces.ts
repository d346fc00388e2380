import { type Branch } from '../../shared/worker-contract.js'

/** A stretch of a branch of one stability: samples from … to, both included. */
export interface BranchPiece {
  readonly stable: boolean
  readonly from: number
  readonly to: number
}

/** Cuts a branch where its stability changes; the pieces share the samples at which they meet. */
export function branchPieces({ stable, folds, values }: Branch): BranchPiece[] {
  const isFold = new Set(folds)
  const may = (k: number): boolean => isFold.has(k) || stable[k] === 1
  const pieces: BranchPiece[] = []
  for (let k = 0; k + 1 < values.length; k++) {
    const isStable = may(k) && may(k + 1) && !(isFold.has(k) && isFold.has(k + 1))
    const last = pieces.at(-1)
    if (last?.stable === isStable) pieces[pieces.length - 1] = { ...last, to: k + 1 }
    else pieces.push({ stable: isStable, from: k, to: k + 1 })
  }
  return pieces
}
