import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { mergeSessions } from '../../node/session/merge.js'
import { IsobarError } from '../../shared/errors.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'

export interface MergeOptions {
  readonly output: string
}

/** Puts what several sessions of one plan know into a new one; also saves what is whole of a damaged one. */
export async function mergeCommand(
  sessions: readonly string[],
  { output }: MergeOptions,
  host: Host,
): Promise<ExitCode> {
  const target = resolve(host.cwd, output)
  if (existsSync(target))
    throw new IsobarError('input/invalid', 'the file exists already', {
      field: '--output',
      value: output,
      remedy: 'name a new file',
    })
  await mergeSessions(
    sessions.map(session => resolve(host.cwd, session)),
    target,
    host.version,
  )
  host.terminal.err(`${target}\nnext: isobar info ${output}\n`)
  return EXIT.solved
}
