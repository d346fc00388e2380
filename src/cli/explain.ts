import { type ErrorCode, type ErrorData, isCode, IsobarError } from '../shared/errors.js'
import type { Finding } from '../shared/model/finding.js'
import { EXIT, type ExitCode } from './exit-codes.js'

const EXIT_OF: Readonly<Record<ErrorCode, ExitCode>> = {
  'model/invalid': EXIT.badInput,
  'input/invalid': EXIT.badInput,
  'session/unreadable': EXIT.badInput,
  'session/locked': EXIT.badInput,
  'session/unwritable': EXIT.badInput,
  'net/port-in-use': EXIT.badInput,
  'net/bad-frame': EXIT.internal,
  'peer/unreachable': EXIT.badInput,
  'peer/wrong-certificate': EXIT.badInput,
  'peer/not-paired': EXIT.badInput,
  'peer/refused': EXIT.badInput,
  'peer/mismatch': EXIT.badInput,
  'worker/lost': EXIT.internal,
  'worker/hung': EXIT.internal,
  'worker/mismatch': EXIT.internal,
  'rpc/closed': EXIT.internal,
  'rpc/forbidden': EXIT.internal,
  'internal/bug': EXIT.internal,
  cancelled: EXIT.interrupted,
}

export interface Explanation {
  readonly exit: ExitCode
  /** For people: what happened, where, what is kept, what to do; ends with a line end. */
  readonly text: string
}

export function explain(thrown: unknown, file = 'model'): Explanation {
  if (!(thrown instanceof IsobarError)) return internal(thrown)
  const exit = EXIT_OF[thrown.code as ErrorCode] ?? EXIT.internal
  if (exit === EXIT.internal) return internal(thrown)
  if (isCode(thrown, 'model/invalid')) return { exit, text: formatFindings(file, thrown.data.findings) }
  return { exit, text: lines(`error: ${headline(thrown)}`, ...details(thrown)) }
}

/** Messages made for one line end with the remedy; here it has a line of its own. */
function headline(error: IsobarError): string {
  const remedy = isCode(error, 'input/invalid') ? error.data.remedy : ''
  return error.message.endsWith(remedy)
    ? error.message.slice(0, error.message.length - remedy.length).trim()
    : error.message
}

function details(error: IsobarError): string[] {
  if (isCode(error, 'input/invalid')) {
    const { field, value, remedy } = error.data
    return [`  field: ${field}`, `  value: ${value}`, `  remedy: ${remedy}`]
  }
  if (isCode(error, 'session/unreadable'))
    return [`  file: ${error.data.path}`, `  remedy: ${UNREADABLE_REMEDY[error.data.reason]}`]
  if (isCode(error, 'session/locked')) {
    const owner =
      error.data.pid === undefined ? 'another Isobar' : `the Isobar with process id ${error.data.pid}`
    return [
      `  file: ${error.data.path}`,
      `  remedy: close it in ${owner}, or only read it: isobar info, isobar export`,
    ]
  }
  if (isCode(error, 'session/unwritable')) return unwritable(error.data)
  if (isCode(error, 'net/port-in-use'))
    return [
      `  port: ${error.data.port}`,
      '  remedy: choose another with --port, or leave it out to get a free one',
    ]
  if (isCode(error, 'peer/unreachable'))
    return [`  remedy: isobar doctor ${error.data.address} names what is in the way`]
  if (isCode(error, 'peer/wrong-certificate'))
    return [
      '  remedy: if that computer has a new identity, use a join code that `isobar peer` prints there now',
    ]
  return []
}

function unwritable({ path, reason, freeBytes }: ErrorData['session/unwritable']): string[] {
  const free = freeBytes === undefined ? '' : ` (${Math.floor(freeBytes / 1000)} kB free)`
  const remedy =
    freeBytes === undefined
      ? 'choose another file; isobar info and isobar export still read a session that is there'
      : 'make room or choose a writable folder, then run the command again'
  return [
    `  file: ${path}`,
    `  reason: ${reason}${free}`,
    '  kept: everything saved so far',
    `  remedy: ${remedy}`,
  ]
}

const UNREADABLE_REMEDY: Readonly<Record<'foreign' | 'damaged' | 'newer' | 'missing', string>> = {
  foreign: 'name a session file made by Isobar (*.isobar)',
  damaged: 'keep the file; isobar info and isobar export still read what is whole',
  newer: 'update Isobar; the file is left as it is',
  missing: 'check the path; isobar run makes a new session',
}

/** Like a compiler: one line that editors can jump to, then what to do. */
export function formatFindings(file: string, findings: readonly Finding[]): string {
  return findings
    .map(finding => {
      const position = finding.line === undefined ? '' : `:${finding.line}:${finding.column ?? 1}`
      const head = `${file}${position}: ${finding.severity}: ${finding.message} [${finding.rule}]`
      const where = `  field: ${finding.field}${finding.value === '' ? '' : `  value: ${finding.value}`}`
      return lines(head, where, `  remedy: ${finding.remedy}`)
    })
    .join('')
}

function internal(thrown: unknown): Explanation {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return {
    exit: EXIT.internal,
    text: lines(
      `internal error: ${message}`,
      '  kept: everything saved so far; a session can be resumed with isobar resume',
      '  remedy: run the same command with --debug and report what it prints, with the model file',
    ),
  }
}

const lines = (...all: string[]): string => all.map(line => `${line}\n`).join('')
