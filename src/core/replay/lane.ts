import { type Clock } from '../ports.js'

/** One core: computes slices one after the other, in the order given, and hears recalls between points. */
export interface Lane {
  /** Takes a slice now; `done` is called when its last point has ended. */
  readonly take: (from: number, to: number, done: (end: number, busyMs: number) => void) => void
  readonly recall: (from: number, at: number) => void
  /** Changes the speed, also of the point under way. */
  readonly setSpeed: (speed: number) => void
  /** Nothing ends any more. */
  readonly halt: () => void
}

interface Job {
  readonly from: number
  to: number
  readonly done: (end: number, busyMs: number) => void
}

/** @param cost work of a position: [ms] at speed 1 */
export function createLane(clock: Clock, cost: (position: number) => number, initialSpeed: number): Lane {
  const jobs: Job[] = []
  let speed = initialSpeed
  /** The point under way of the first job, what is left of its work, and when that was so. */
  let at = 0
  let work = 0
  let seen = 0
  let began = 0
  let cancel = (): void => {}
  let halted = false

  function begin(): void {
    const [job] = jobs
    if (job === undefined || halted) return
    at = job.from
    work = at < job.to ? cost(at) : 0
    began = seen = clock.now()
    plan(job)
  }

  /** Moves on to this moment. */
  function advance(job: Job): void {
    work -= (clock.now() - seen) * speed
    seen = clock.now()
    while (work <= 0 && at + 1 < job.to) work += cost(++at)
  }

  function plan(job: Job): void {
    cancel()
    if (speed <= 0) return
    let rest = Math.max(0, work)
    for (let position = at + 1; position < job.to; position++) rest += cost(position)
    cancel = clock.after(rest / speed, () => {
      jobs.shift()
      job.done(job.to, clock.now() - began)
      begin()
    })
  }

  return {
    take: (from, to, done) => {
      jobs.push({ from, to, done })
      if (jobs.length === 1) begin()
    },
    recall: (from, position) => {
      for (const [place, job] of jobs.entries()) {
        if (job.from !== from || position >= job.to) continue
        if (place > 0) job.to = Math.max(job.from, position)
        else {
          advance(job)
          job.to = Math.min(job.to, Math.max(at + 1, position))
          plan(job)
        }
      }
    },
    setSpeed: next => {
      if (jobs[0]) advance(jobs[0])
      speed = next
      if (jobs[0]) plan(jobs[0])
    },
    halt: () => {
      halted = true
      cancel()
    },
  }
}
