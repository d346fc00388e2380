import { existsSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { createJob } from '../../node/desk/job.js'
import { freeSessionPath } from '../../node/desk/session-name.js'
import { preforked } from '../../node/pool/prefork.js'
import { refineSession } from '../../node/session/refine.js'
import { openSession } from '../../node/session/session.js'
import { IsobarError } from '../../shared/errors.js'
import { compute } from '../compute.js'
import type { ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { jobPeers, openPeers } from '../peers.js'
import { type ResumeOptions } from './resume.js'
import { localWorkers } from './run.js'

export interface RefineOptions extends ResumeOptions {
  readonly output?: string
}

/** Makes a session of twice the resolution with all that the old one knows, and computes what lies between. */
export async function refineCommand(session: string, options: RefineOptions, host: Host): Promise<ExitCode> {
  const workers = localWorkers(options)
  const { fork, release } = preforked(host.fork, workers)
  try {
    const path = resolve(host.cwd, session)
    const target =
      options.output === undefined
        ? freeSessionPath(host.cwd, `${basename(path, extname(path))}-fine`)
        : newFile(options.output, host)
    await refineSession(path, target, { version: host.version })
    const lan = await openPeers(options, host)
    try {
      const refined = openSession(target, 'required')
      const job = createJob({ session: refined, fork, workers, ...jobPeers(lan, options) })
      return await compute(job, options, host)
    } finally {
      await lan?.close()
    }
  } finally {
    release()
  }
}

function newFile(output: string, host: Host): string {
  const path = resolve(host.cwd, output)
  if (!existsSync(path)) return path
  throw new IsobarError('input/invalid', 'the file exists already', {
    field: '--output',
    value: output,
    remedy: 'name a new file',
  })
}
