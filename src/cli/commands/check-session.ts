import { resolve } from 'node:path'
import { checksPath, readChecks } from '../../node/checks/checks-file.js'
import { openSession } from '../../node/session/session.js'
import type { Host } from '../host.js'
import { type ExitCode } from '../exit-codes.js'
import { type CheckOptions, reportChecks } from '../report-checks.js'

/** Solves the points that are kept as checks beside a session, with its model, and compares. */
export async function checkSession(session: string, options: CheckOptions, host: Host): Promise<ExitCode> {
  const opened = openSession(resolve(host.cwd, session), 'no')
  try {
    const { plan } = opened
    const path =
      options.checks === undefined
        ? checksPath(opened.path, plan.mechanism.name)
        : resolve(host.cwd, options.checks)
    return await reportChecks(
      { label: session, path, checks: readChecks(path), modelText: plan.modelText, solver: plan.solver },
      options,
      host,
    )
  } finally {
    opened.close()
  }
}
