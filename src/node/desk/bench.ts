import type { Job } from './job.js'

/** The one place of the desk where a sweep lies; another is put there only after the former is away. */
export interface Bench {
  readonly job: () => Job | undefined
  /**
   * Opens a job and puts it in the place of the former one once that is stopped and closed. When
   * opening fails the former stays, untouched. Calls wait for each other.
   */
  readonly put: (open: () => Promise<Job> | Job) => Promise<Job>
  /**
   * Lets the job go before `open` puts another in its place: for a file that is opened anew, or under another
   * name. When opening fails nothing lies there.
   */
  readonly renew: (open: (former: Job) => Job) => Promise<Job | undefined>
  readonly clear: () => Promise<void>
  /** Runs `act` while no other put, clear or act is under way. */
  readonly exclusively: <T>(act: () => Promise<T> | T) => Promise<T>
}

/** `replaced` is called after each change of what lies on the bench, with what lay there before. */
export function createBench(replaced: (job: Job | undefined, former: Job | undefined) => void): Bench {
  let job: Job | undefined
  let last: Promise<unknown> = Promise.resolve()

  // Two interfaces may press Start at once: changes queue up, each seeing what the one before it left.
  function exclusively<T>(act: () => Promise<T> | T): Promise<T> {
    const result = last.then(act)
    last = result.catch(() => undefined)
    return result
  }

  async function replace(next: Job | undefined): Promise<void> {
    const former = job
    if (next === former) return
    job = undefined
    try {
      await former?.close()
    } finally {
      job = next
      replaced(next, former)
    }
  }

  return {
    job: () => job,
    put: open =>
      exclusively(async () => {
        const next = await open()
        await replace(next)
        return next
      }),
    renew: open =>
      exclusively(async () => {
        const former = job
        if (!former) return undefined
        // It is shown until the next one lies there, so that nobody sees an empty desk in between.
        await former.close()
        job = undefined
        try {
          job = open(former)
        } finally {
          replaced(job, former)
        }
        return job
      }),
    clear: () => exclusively(() => replace(undefined)),
    exclusively,
  }
}
