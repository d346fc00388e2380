import { analyse, type Analysis } from './analysis.js'
import { type Study } from './study.js'

/** What `isobar scale --json` prints and the window exports. */
export interface StudyReport {
  readonly study: Study
  readonly analysis: Analysis
}

export const studyReport = (study: Study): StudyReport => ({ study, analysis: analyse(study) })

const COLUMNS = [
  'workers',
  'repeat',
  'wall_ms',
  'points',
  'disturbed',
  'foreign_before_cores',
  'foreign_during_cores',
  'owner_cores',
  'workers_cpu_ms',
  'busy_ms',
  'utilisation',
  'start_up_share',
  'between_share',
  'tail_share',
  'finish_share',
  'imbalance',
  'clock_MHz',
] as const

/** Every run as a line, in the order they were made. */
export function studyCsv({ runs }: Study): string {
  const lines = runs.map(({ account, ...run }) =>
    [
      run.workers,
      run.repeat,
      run.wallMs,
      run.points,
      run.disturbed ? 1 : 0,
      run.foreignBefore,
      run.foreignDuring,
      run.ownerCores,
      run.workersCpuMs ?? '',
      account.busyMs,
      account.utilisation,
      account.lost.startUp,
      account.lost.between,
      account.lost.tail,
      account.lost.finish,
      account.imbalance,
      run.clockMHz ?? '',
    ].join(','),
  )
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`
}
