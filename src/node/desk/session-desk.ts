import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RecentSession, SweepSetup } from '../../shared/owner-contract.js'
import { buildPlan } from '../../shared/model/build-plan.js'
import type { FarmPart } from '../lan/combine-farms.js'
import type { ForkWorker } from '../pool/worker-process.js'
import { unwritable } from '../session/disk-error.js'
import { type DataRequest, exportSession } from '../session/export.js'
import { createSession, openSession } from '../session/session.js'
import { writeFileWhole } from '../session/write-file.js'
import type { Bench } from './bench.js'
import { refuse } from './door.js'
import { createJob, type Job, type JobOptions } from './job.js'
import { freeSessionPath } from './session-name.js'
import type { Shelf } from './shelf.js'

export interface SessionDeskOptions {
  readonly fork: ForkWorker
  /** Computers that help with every sweep. */
  readonly remote: FarmPart
  readonly version: string
  readonly sessionFolder: string
  readonly defaultWorkers: number
  /** A native dialog has asked before a file is replaced; elsewhere nobody has, so none is. */
  readonly mayReplace: boolean
  readonly shelf: Shelf
}

/** What can be done with session files. */
export interface SessionDesk {
  /** Makes a session of the set-up, puts it on the bench and computes it. */
  readonly start: (setup: SweepSetup) => Promise<Job>
  /** A job of a session file, on no bench yet. */
  readonly openJob: (path: string, options?: Pick<Partial<JobOptions>, 'workers' | 'revision'>) => Job
  /** Puts a session on the bench; computes nothing. */
  readonly open: (path: string) => Promise<Job>
  /** Writes a copy; the bench keeps what lies on it. */
  readonly saveAs: (job: Job, path: string) => Promise<{ path: string }>
  readonly export: (job: Job, request: DataRequest, path: string) => Promise<{ path: string; bytes: number }>
  readonly saveFigure: (bytes: Uint8Array, path: string) => Promise<{ path: string; bytes: number }>
  readonly recent: () => readonly RecentSession[]
}

export function createSessionDesk(bench: Bench, options: SessionDeskOptions): SessionDesk {
  const { fork, remote, version, sessionFolder } = options
  const absolute = (path: string): string => resolve(sessionFolder, path)

  const openJob: SessionDesk['openJob'] = (path, rest) =>
    createJob({ session: openSession(path), fork, remote, workers: options.defaultWorkers, ...rest })

  /** A path for a new file; one that exists is replaced only where its owner has been asked. */
  function freePath(path: string): string {
    if (existsSync(path) && !options.mayReplace)
      refuse('path', path, 'the file exists already', 'choose another name')
    return path
  }

  return {
    async start(setup) {
      const plan = buildPlan(setup)
      const job = await bench.put(() => {
        makeFolder(sessionFolder)
        const path =
          setup.path === undefined
            ? freeSessionPath(sessionFolder, plan.mechanism.name)
            : absolute(setup.path)
        const session = createSession(path, { plan, version })
        return createJob({ session, fork, remote, workers: setup.workers })
      })
      job.resume()
      return job
    },

    openJob,

    open: path =>
      bench.put(() => {
        const current = bench.job()
        // Opened a second time it would find itself locked, by us.
        if (current?.path === absolute(path)) return current
        return openJob(absolute(path))
      }),

    async saveAs(job, path) {
      const target = freePath(absolute(path))
      await job.saveAs(target)
      options.shelf.remember(target)
      return { path: target }
    },

    async export(job, request, path) {
      return exportSession(job, request, freePath(absolute(path)))
    },

    async saveFigure(bytes, path) {
      return writeFileWhole(freePath(absolute(path)), [bytes])
    },

    recent: () => options.shelf.cards().filter(({ state }) => state !== 'missing' && state !== 'damaged'),
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (thrown) {
    throw unwritable(thrown, folder)
  }
}
