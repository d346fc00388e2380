import { type SweepSetup } from './owner-contract.js'
import { type Account } from './scaling/account.js'
import { type MachineFacts, type Study } from './scaling/study.js'
import { type Prediction, type WhatIf } from './scaling/what-if.js'

/**
 * What an interface may ask of speed: studies with chosen numbers of workers, and the time of the sweep on
 * the desk. Part of OwnerContract; `ScalingEvents` is part of ViewContract. Fits and verdict are no part of it:
 * each side makes them of the same study by `analyse`.
 */
export interface ScalingContract {
  /** The last study of the session folder, or the one under way; pushed again as `ScalingEvents.scaling`. */
  scaling: (argument: Record<string, never>) => ScalingView
  /** Begins a study; rejects with `input/invalid`, also while a sweep computes on the desk. */
  startStudy: (argument: StudyRequest) => ScalingView
  /** Ends it; what is measured is kept. */
  stopStudy: (argument: Record<string, never>) => ScalingView
  /** Writes the study on show and its analysis as JSON, or its runs as CSV. */
  exportStudy: (argument: { format: 'json' | 'csv'; path: string }) => { path: string; bytes: number }
  /** Where the time of the sweep on the desk went; null before it has computed anything. */
  sweepAccount: (argument: Record<string, never>) => Account | null
  /** How long the sweep on the desk would take on other cores; null before it has computed anything. */
  predictSweep: (argument: WhatIf) => Prediction | null
}

export interface ScalingEvents {
  scaling: (argument: ScalingView) => void
}

export interface StudyRequest {
  readonly setup: SweepSetup
  readonly workers: readonly number[]
  readonly repeats: number
  /** Points of the map to compute, evenly spread; all of them when absent. */
  readonly points?: number
}

export interface ScalingView {
  readonly study: Study | null
  /** Set while a study runs. */
  readonly place: StudyPlace | null
  readonly machine: MachineFacts
  /** Why the last study ended early. */
  readonly problem: string | null
}

export interface StudyPlace {
  readonly workers: number
  readonly repeat: number
  readonly warmUp: boolean
  /** Runs measured so far, and all of them. */
  readonly done: number
  readonly total: number
}
