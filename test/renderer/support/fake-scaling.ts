import { accountOf } from '../../../src/shared/scaling/account.js'
import { type Study } from '../../../src/shared/scaling/study.js'
import { type ScalingContract, type ScalingView } from '../../../src/shared/scaling-contract.js'
import { byLaw, facts, synthetic } from '../../shared/scaling/synthetic.js'

export interface FakeScaling {
  readonly handlers: ScalingContract
  /** Says that the study has come so far. */
  change(changes: Partial<ScalingView>): void
}

/** A study of known parameters on sixteen cores with hyperthreads. */
export const fakeStudy: Study = synthetic({
  workers: [1, 2, 3, 4, 6, 8, 12, 16, 32],
  repeats: 7,
  machine: { ...facts(16, 32), cpu: 'AMD Ryzen 9 7950X 16-Core Processor', governor: 'performance' },
  noise: 0.02,
  points: 90_000,
  time: workers => (workers <= 16 ? byLaw(0.02, 4e-4)(workers) : 0.93 * byLaw(0.02, 4e-4)(16)),
  run: run => ({ ...run, disturbed: run.workers === 12 && run.repeat === 3 }),
})

/** Studies that begin and end as a test says; a sweep of two machines. */
export function createFakeScaling(study: Study | null, tell: (view: ScalingView) => void): FakeScaling {
  let view: ScalingView = { study, place: null, machine: fakeStudy.machine, problem: null }
  const timings = [1, 2, 3, 4].flatMap(k =>
    ['lab-workstation', 'lab-mini'].map(machine => ({
      from: 0,
      to: machine === 'lab-mini' ? 4_000 : 9_000,
      executor: `${machine}/${k}.1`,
      at: 31_000 - 150 * k,
      busyMs: 30_000 - 400 * k,
    })),
  )
  const runs = [{ startedAt: 0, wallMs: 31_200, workers: 4, host: 'lab-workstation' }]

  function change(changes: Partial<ScalingView>): void {
    view = { ...view, ...changes }
    tell(view)
  }

  return {
    handlers: {
      scaling: () => view,
      startStudy: ({ workers, repeats }) => {
        const [first] = workers
        change({
          place: { workers: first!, repeat: 1, warmUp: true, done: 0, total: workers.length * repeats },
        })
        return view
      },
      stopStudy: () => {
        change({ place: null })
        return view
      },
      exportStudy: ({ path }) => ({ path, bytes: 1234 }),
      sweepAccount: () => (study ? (accountOf(timings, runs, 'lab-workstation') ?? null) : null),
      predictSweep: question => {
        const ideal = question.workers + question.added.reduce((sum, m) => sum + m.cores * m.speed, 0)
        return {
          ...question,
          ms: 170_000 / ideal,
          speedup: 0.98 * ideal,
          ideal,
          check: { predictedMs: 30_900, measuredMs: 31_200 },
        }
      },
    },
    change,
  }
}
