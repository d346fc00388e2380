import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { createJob } from '../../node/desk/job.js'
import { preforked } from '../../node/pool/prefork.js'
import { openSession } from '../../node/session/session.js'
import { compute, type ComputeOptions } from '../compute.js'
import type { ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'

export interface ResumeOptions extends ComputeOptions {
  readonly workers?: number
}

export async function resumeCommand(session: string, options: ResumeOptions, host: Host): Promise<ExitCode> {
  const workers = options.workers ?? availableParallelism()
  const { fork, release } = preforked(host.fork, workers)
  try {
    const opened = openSession(resolve(host.cwd, session), 'required')
    for (const problem of opened.problems) host.terminal.err(`warning: ${problem}\n`)
    return await compute(createJob({ session: opened, fork, workers }), options, host)
  } finally {
    release()
  }
}
