import { extname, resolve } from 'node:path'
import { ledgerOf } from '../../node/desk/ledger-of.js'
import { EXPORT_FORMATS } from '../../node/desk/requests.js'
import { exportSession, exportText } from '../../node/session/export.js'
import { openSession } from '../../node/session/session.js'
import { IsobarError } from '../../shared/errors.js'
import type { ExportFormat } from '../../shared/owner-contract.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'

export interface ExportOptions {
  readonly format?: string
  readonly output: string
}

const STANDARD_OUTPUT = '-'

export async function exportCommand(session: string, options: ExportOptions, host: Host): Promise<ExitCode> {
  const format = formatFor(options)
  const opened = openSession(resolve(host.cwd, session), 'no')
  try {
    for (const problem of opened.problems) host.terminal.err(`warning: ${problem}\n`)
    const source = { plan: opened.plan, ledger: ledgerOf(opened).ledger }
    if (options.output === STANDARD_OUTPUT)
      for (const piece of exportText(source, format)) await host.terminal.out(piece)
    else {
      const { path, bytes } = await exportSession(source, format, resolve(host.cwd, options.output))
      host.terminal.err(`${path}: ${bytes} bytes\n`)
    }
  } finally {
    opened.close()
  }
  return EXIT.solved
}

/** The format that is asked for, or else the one the name of the file ends with. */
export function formatFor({ format, output }: ExportOptions): ExportFormat {
  const given = format ?? extname(output).slice(1).toLowerCase()
  const found = EXPORT_FORMATS.find(candidate => candidate === given)
  if (found) return found
  const what = given === '' ? 'no format is given' : `there is no format ${given}`
  throw new IsobarError('input/invalid', what, {
    field: '--format',
    value: given,
    remedy: `choose one of ${EXPORT_FORMATS.join(', ')}`,
  })
}
