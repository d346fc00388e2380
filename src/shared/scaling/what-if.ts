/** Cores that are to compute: workers of this computer, and other machines. */
export interface WhatIf {
  readonly workers: number
  readonly added: readonly AddedMachine[]
}

export interface AddedMachine {
  readonly cores: number
  /** Of one core, in units of a core of this computer. */
  readonly speed: number
}

export interface Prediction extends WhatIf {
  readonly ms: number
  /** Work of all points on one core over `ms`. */
  readonly speedup: number
  /** Sum of the speeds of all cores. */
  readonly ideal: number
  /** The same for what did compute: predicted and measured; undefined for a sweep of several runs. */
  readonly check: { readonly predictedMs: number; readonly measuredMs: number } | undefined
}
