import type { Clock } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import type { Plan, SolverOptions } from '../../shared/plan.js'
import { pointBudgetMs } from '../../shared/plan-order.js'
import { type Client, connect } from '../../shared/rpc.js'
import {
  type BranchReport,
  type PointReport,
  type TransientReport,
  WORKER_PROTOCOL,
  type WorkerContract,
} from '../../shared/worker-contract.js'
import type { ForkWorker, WorkerProcess } from '../pool/worker-process.js'

/** A worker nobody asks for this long is ended; the next question starts another [ms]. */
const IDLE_MS = 30_000
/** Beyond the solver's own budget of a point, for starting and compiling [ms]. */
const SPARE_MS = 5000
/** A transient solves the point first and then follows it for at most another budget. */
const TRANSIENT_BUDGETS = 2
/** A branch diagram searches for states at three points of an axis, from many starts that end soon. */
const BRANCH_BUDGETS = 10
const INSPECTOR = 'inspector'

export interface InspectRequest {
  readonly plan: Plan
  readonly planId: string
  readonly point: number
  readonly solver?: Partial<SolverOptions>
}

/** Answers questions about single points in a worker of its own, so that no sweep waits for them. */
export interface Inspector {
  readonly inspect: (request: InspectRequest) => Promise<PointReport>
  readonly transient: (request: InspectRequest) => Promise<TransientReport>
  readonly branches: (request: InspectRequest & { readonly along: 'x' | 'y' }) => Promise<BranchReport>
  /** Ends the worker; open questions reject. The inspector can be asked again. */
  readonly close: () => void
}

type Question = Parameters<WorkerContract['inspect']>[0]

interface Running {
  readonly worker: WorkerProcess
  readonly client: Client<WorkerContract>
  readonly planId: string
  readonly ready: Promise<unknown>
  readonly end: () => void
}

export function createInspector(fork: ForkWorker, clock: Clock): Inspector {
  let running: Running | undefined
  let open = 0
  let stopIdle = (): void => undefined

  function start(plan: Plan, planId: string): Running {
    const worker = fork()
    const { client, close } = connect<WorkerContract>(worker.channel)
    const end = (): void => {
      if (running?.worker === worker) running = undefined
      close()
      worker.kill()
    }
    worker.onExit(end)
    const ready = client.hello({ protocol: WORKER_PROTOCOL }).then(() => client.plan({ planId, plan }))
    return { worker, client, planId, ready, end }
  }

  async function ask<T>(
    { plan, planId, point, solver }: InspectRequest,
    budgets: number,
    question: (client: Client<WorkerContract>, argument: Question) => Promise<T>,
  ): Promise<T> {
    stopIdle()
    open++
    if (running?.planId !== planId) {
      running?.end()
      running = start(plan, planId)
    }
    const { client, ready, end } = running
    const budgetMs = budgets * pointBudgetMs({ ...plan, solver: { ...plan.solver, ...solver } }) + SPARE_MS
    let hung = false
    // Ending the worker closes its channel, which rejects the question below.
    const stopBudget = clock.after(budgetMs, () => {
      hung = true
      end()
    })
    try {
      await ready
      return await question(client, { planId, point, ...(solver === undefined ? {} : { solver }) })
    } catch (thrown) {
      if (hung)
        throw new IsobarError('worker/hung', `point ${point} gave no answer in ${budgetMs} ms`, {
          executorId: INSPECTOR,
          budgetMs,
        })
      throw thrown
    } finally {
      stopBudget()
      if (--open === 0) stopIdle = clock.after(IDLE_MS, () => running?.end())
    }
  }

  return {
    inspect: request => ask(request, 1, (client, argument) => client.inspect(argument)),
    branches: ({ along, ...request }) =>
      ask(request, BRANCH_BUDGETS, (client, argument) => client.branches({ ...argument, along })),
    transient: request => ask(request, TRANSIENT_BUDGETS, (client, argument) => client.transient(argument)),
    close() {
      stopIdle()
      running?.end()
    },
  }
}
