import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readModelFile } from '../../node/desk/models.js'
import { IsobarError } from '../../shared/errors.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'

/** Writes a model of another program as a model file, and says what was decided on the way. */
export function importCommand(file: string, { output }: { output: string }, host: Host): ExitCode {
  const target = output === '-' ? undefined : resolve(host.cwd, output)
  if (target !== undefined && existsSync(target))
    throw new IsobarError('input/invalid', 'the file exists already', {
      field: '--output',
      value: output,
      remedy: 'name a new file',
    })
  const { text, notes } = readModelFile(resolve(host.cwd, file))
  if (!notes)
    throw new IsobarError('input/invalid', `${file} is in no format that can be imported`, {
      field: 'file',
      value: file,
      remedy: 'give a Cantera YAML file with phases, an input file of MKMCXX or a CatMAP .mkm',
    })
  for (const note of notes) host.terminal.err(`${note}\n`)
  if (target === undefined) host.terminal.out(text)
  else {
    writeFileSync(target, text)
    host.terminal.err(`${target}\nnext: isobar run ${output}\n`)
  }
  return EXIT.solved
}
