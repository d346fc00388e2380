import { availableParallelism } from 'node:os'
import type { Clock } from '../../core/ports.js'
import { buildPlan } from '../../shared/model/build-plan.js'
import { pointCount } from '../../shared/plan.js'
import type { Output } from '../../shared/record.js'
import { MAX_SCRUB_POINTS, type ScrubAnswer, type ScrubQuestion } from '../../shared/scrub-contract.js'
import type { ForkWorker } from '../pool/worker-process.js'
import { createQuestion, type Question, type Speed } from '../scrub/question.js'
import { createWarmWorkers } from '../scrub/warm-workers.js'
import { refuse } from './door.js'
import type { Job } from './job.js'
import { outputNamed } from './map-view.js'
import { setupOf } from './setup.js'

/** What a hand on a slider does not feel as a wait, together with drawing [ms]. */
const COARSE_MS = 28
/** Between two pictures of a map that gets finer [ms]. */
const FINER_MS = 120
/** Workers nobody asks for this long are ended; the next question starts others [ms]. */
const IDLE_MS = 30_000

/** Answers what the map on the desk would be with other fixed values; nothing of it is kept. */
export interface ScrubDesk {
  readonly ask: (question: ScrubQuestion) => Promise<ScrubAnswer | null>
  readonly more: (question: number, output: string, from: number) => Promise<ScrubAnswer | null>
  readonly forget: () => void
  /** Also ends the workers, because something else wants to compute. */
  readonly end: () => void
}

export interface ScrubDeskOptions {
  readonly fork: ForkWorker
  readonly clock: Clock
  readonly job: () => Job | undefined
  /** Throws `input/invalid` while a scaling study runs. */
  readonly requireIdle: () => void
}

export function createScrubDesk({ fork, clock, job, requireIdle }: ScrubDeskOptions): ScrubDesk {
  const warm = createWarmWorkers(fork, clock)
  let current: { id: number; question: Question; job: Job; speed: Speed } | undefined
  let asked = 0
  let stopIdle = (): void => undefined

  function requireQuietDesk(): Job {
    requireIdle()
    const swept =
      job() ?? refuse('session', '', 'there is no map on the desk', 'start a sweep or open a session')
    const { phase } = swept.progress()
    if (phase === 'running' || phase === 'paused')
      refuse('sweep', phase, 'a sweep computes', 'stop it, or let it finish first')
    const points = pointCount(swept.plan)
    if (points > MAX_SCRUB_POINTS)
      refuse('points', points, `a slider moves at most ${MAX_SCRUB_POINTS} points`, 'take a smaller map')
    return swept
  }

  function begin({ settings }: ScrubQuestion, swept: Job): NonNullable<typeof current> {
    const { plan: kept } = swept
    const { workers } = swept.progress()
    const plan = buildPlan({ ...setupOf(kept, workers), settings: { ...kept.settings, ...settings } })
    const speed = current?.job === swept ? current.speed : speedOf(swept)
    const count = Math.min(workers, availableParallelism())
    const id = ++asked
    const question = createQuestion({
      plan,
      planId: `what-if-${id}`,
      workers: () => warm.take(count),
      speed,
      clock,
    })
    forget()
    current = { id, question, job: swept, speed }
    return current
  }

  async function answer(
    { id, question }: NonNullable<typeof current>,
    output: Output,
    from: number,
    ms: number,
  ): Promise<ScrubAnswer | null> {
    stopIdle()
    const to = await question.computeFor(ms)
    if (question.isOver()) return null
    stopIdle()
    stopIdle = clock.after(IDLE_MS, end)
    const begin = Math.min(from, to)
    return { question: id, from: begin, to, points: question.points, ...question.read(output, begin) }
  }

  function forget(): void {
    current?.question.cancel()
  }

  function end(): void {
    stopIdle()
    forget()
    current = undefined
    warm.end()
  }

  return {
    ask: async question => {
      const swept = requireQuietDesk()
      const output = outputNamed(swept, question.output)
      return answer(begin(question, swept), output, 0, COARSE_MS)
    },
    more: async (id, name, from) => {
      if (current?.id !== id || current.question.isOver()) return null
      if (current.job !== requireQuietDesk()) return null
      return answer(current, outputNamed(current.job, name), from, FINER_MS)
    },
    forget,
    end,
  }
}

/** The first guess comes from the sweep itself. */
function speedOf(swept: Job): Speed {
  const { solveMs, solved, failed } = swept.progress()
  return { msPerPoint: solveMs > 0 ? solveMs / Math.max(1, solved + failed) : 1 }
}
