import { resolve } from 'node:path'
import { createJob } from '../../node/desk/job.js'
import { preforked } from '../../node/pool/prefork.js'
import { openSession } from '../../node/session/session.js'
import { compute, type ComputeOptions } from '../compute.js'
import type { ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { jobPeers, openPeers, type WithPeers } from '../peers.js'
import { beginRerun, type RerunOptions } from '../rerun-options.js'
import { localWorkers } from './run.js'

export interface ResumeOptions extends ComputeOptions, WithPeers, RerunOptions {
  readonly workers?: number
}

export async function resumeCommand(session: string, options: ResumeOptions, host: Host): Promise<ExitCode> {
  const workers = localWorkers(options)
  const { fork, release } = preforked(host.fork, workers)
  try {
    const opened = openSession(resolve(host.cwd, session), 'required')
    for (const problem of opened.problems) host.terminal.err(`warning: ${problem}\n`)
    const lan = await openPeers(options, host).catch((thrown: unknown) => {
      opened.close()
      throw thrown
    })
    try {
      const job = createJob({ session: opened, fork, workers, ...jobPeers(lan, options) })
      const { rerun } = options
      return await compute(job, options, host, async () => {
        const points = rerun ? await beginRerun(job, rerun, options) : 0
        if (points === 0) job.resume()
      }).catch(async (thrown: unknown) => {
        await job.close()
        throw thrown
      })
    } finally {
      await lan?.close()
    }
  } finally {
    release()
  }
}
