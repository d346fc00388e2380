import type { Clock } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import type { Plan } from '../../shared/plan.js'
import { pointBudgetMs } from '../../shared/plan-order.js'
import { type Client, connect } from '../../shared/rpc.js'
import { type SliceResult, WORKER_PROTOCOL, type WorkerContract } from '../../shared/worker-contract.js'
import type { ForkWorker } from '../pool/worker-process.js'

/** Beyond the solver's own budget of a slice, for starting and compiling [ms]. */
const SPARE_MS = 10_000

/** A worker process that is given one plan after the other and keeps its compiled code warm. */
export interface WarmWorker {
  /** Rejects when the worker ends before it answers. */
  readonly solve: (plan: Plan, planId: string, from: number, to: number) => Promise<SliceResult>
  /** Begins no further point of the slice in hand. */
  readonly recall: () => void
  readonly end: () => void
}

export interface WarmWorkers {
  /** All that live, `count` of them; starts those that are missing. */
  readonly take: (count: number) => readonly WarmWorker[]
  readonly end: () => void
}

export function createWarmWorkers(fork: ForkWorker, clock: Clock): WarmWorkers {
  let workers: WarmWorker[] = []
  return {
    take(count) {
      for (const worker of workers.splice(count)) worker.end()
      while (workers.length < count) {
        const worker = startWorker(fork, clock, () => {
          workers = workers.filter(other => other !== worker)
        })
        workers.push(worker)
      }
      return workers
    },
    end() {
      for (const worker of workers.splice(0)) worker.end()
    },
  }
}

function startWorker(fork: ForkWorker, clock: Clock, gone: () => void): WarmWorker {
  const child = fork()
  const { client, close } = connect<WorkerContract>(child.channel)
  // What goes wrong here also goes wrong with the first slice, which is asked for behind it.
  client.hello({ protocol: WORKER_PROTOCOL }).catch(() => undefined)
  let planId: string | undefined
  let inHand: Parameters<Client<WorkerContract>['recall']>[0] | undefined

  const end = (): void => {
    gone()
    close()
    child.kill()
  }
  child.onExit(end)

  return {
    async solve(plan, id, from, to) {
      // Messages arrive in order: the plan is there before its first slice.
      if (planId !== id) client.plan({ planId: id, plan }).catch(() => undefined)
      planId = id
      inHand = { planId: id, from, at: from }
      const budgetMs = (to - from) * plan.solver.maxMsPerPoint + pointBudgetMs(plan) + SPARE_MS
      const stopBudget = clock.after(budgetMs, end)
      try {
        return await client.solve({ planId: id, from, to })
      } catch (thrown) {
        if (!(thrown instanceof IsobarError) || thrown.code !== 'rpc/closed') throw thrown
        throw new IsobarError('worker/lost', 'a worker broke over these values; start them as a sweep', {
          executorId: 'what-if',
          exitCode: null,
          signal: null,
        })
      } finally {
        stopBudget()
      }
    },
    recall: () => {
      if (inHand) client.recall(inHand).catch(() => undefined)
    },
    end,
  }
}
