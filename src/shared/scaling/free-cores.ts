import { median } from './statistics.js'
import { type MachineFacts, type StudyRun } from './study.js'

/** A level whose efficiency is at least this is on the ideal line. */
const ON_THE_LINE = 0.9
/** Speed-ups that differ by less than this are a plateau. */
const FLAT = 0.06

export interface FreeCores {
  readonly cores: number
  /** Cores that others used, as measured (median over the runs). */
  readonly foreign: number
  /** The number of workers at which speed-up stopped as if there were no more cores. */
  readonly plateau: number | undefined
}

/**
 * How many cores were there for the study: those of the computer less what others used, and no more than
 * the plateau shows.
 *
 * A law bends gradually. A speed-up that follows the ideal line up to a whole number of workers and is then
 * flat is none: that many cores were free. What is measured beyond says nothing of the program.
 */
export function freeCores(
  levels: readonly { readonly workers: number; readonly speedup: number }[],
  runs: readonly StudyRun[],
  { physical }: MachineFacts,
): FreeCores {
  const foreign =
    runs.length > 0 ? median(runs.map(run => Math.min(run.foreignBefore, run.foreignDuring))) : 0
  const plateau = plateauOf(levels, physical)
  const measured = Math.max(1, physical - Math.round(foreign))
  return { cores: Math.min(measured, plateau ?? measured), foreign, plateau }
}

function plateauOf(
  levels: readonly { readonly workers: number; readonly speedup: number }[],
  physical: number,
): number | undefined {
  for (const { workers, speedup } of levels) {
    const beyond = levels.filter(level => level.workers > workers && level.workers <= physical)
    if (workers < 2 || beyond.length === 0 || speedup < ON_THE_LINE * workers) continue
    // On the line still, one further would have been nearly one more.
    if (beyond.every(level => Math.abs(level.speedup / speedup - 1) < FLAT)) return workers
  }
  return undefined
}
