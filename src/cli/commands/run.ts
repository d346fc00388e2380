import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { createJob } from '../../node/desk/job.js'
import { freeSessionPath } from '../../node/desk/session-name.js'
import { preforked } from '../../node/pool/prefork.js'
import { createSession } from '../../node/session/session.js'
import { IsobarError } from '../../shared/errors.js'
import { compute, type ComputeOptions } from '../compute.js'
import type { ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { jobPeers, openPeers, type WithPeers } from '../peers.js'
import { readModelArgument } from '../model-argument.js'
import { type PlanOptions, planFromOptions } from '../plan-options.js'
import { quoted } from '../summary.js'

export interface RunOptions extends ComputeOptions, PlanOptions, WithPeers {
  readonly workers?: number
  readonly session?: string
}

export async function runCommand(model: string, options: RunOptions, host: Host): Promise<ExitCode> {
  const workers = localWorkers(options)
  const { fork, release } = preforked(host.fork, workers)
  try {
    const file = readModelArgument(model, host)
    const plan = planFromOptions(file, options)
    const path =
      options.session === undefined ? freeSessionPath(host.cwd, file.stem) : newPath(options.session, host)
    const lan = await openPeers(options, host)
    try {
      const session = createSession(path, { plan, version: host.version })
      const job = createJob({ session, fork, workers, ...jobPeers(lan, options) })
      return await compute(job, options, host)
    } finally {
      await lan?.close()
    }
  } finally {
    release()
  }
}

/** All cores unless told otherwise; none only where others compute. */
export function localWorkers({
  workers,
  peer = [],
  invite,
}: WithPeers & { readonly workers?: number }): number {
  if (workers !== 0 || peer.length > 0 || invite) return workers ?? availableParallelism()
  throw new IsobarError('input/invalid', 'nobody would compute', {
    field: '--workers',
    value: '0',
    remedy: 'give at least 1, or name other computers with --peer or --invite',
  })
}

/** Results are never written over: an existing session is resumed or kept, as its owner says. */
function newPath(session: string, host: Host): string {
  const path = resolve(host.cwd, session)
  if (!existsSync(path)) return path
  throw new IsobarError('input/invalid', `the session file exists already`, {
    field: '--session',
    value: session,
    remedy: `go on with it: isobar resume ${quoted(session)}; or name another file`,
  })
}
