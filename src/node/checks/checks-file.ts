import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { parse, stringify } from 'yaml'
import { IsobarError } from '../../shared/errors.js'
import type { PointCheck } from '../../shared/points-contract.js'
import { readNumber, readNumbers, readRecord, readText, refuse } from '../desk/door.js'
import { sessionStem } from '../desk/session-name.js'
import { unwritable } from '../session/disk-error.js'
import { putInPlace, removeQuietly, temporaryBeside } from '../session/replace-file.js'

const EXTENSION = '.checks.yaml'
const FORMAT = 1

/** Where checks of a model are kept: in the folder of the session or model file, under the name of the model. */
export const checksPath = (beside: string, modelName: string): string =>
  join(dirname(beside), sessionStem(modelName) + EXTENSION)

/** Of a model file, one of its own name comes first. */
export function checksPathOfModel(file: string, modelName: string): string {
  const own = join(dirname(file), basename(file, extname(file)) + EXTENSION)
  return existsSync(own) ? own : checksPath(file, modelName)
}

/** Checks of a file that people may edit; none where there is no file. Throws `input/invalid`. */
export function readChecks(path: string): PointCheck[] {
  if (!existsSync(path)) return []
  try {
    const file = readRecord('checks', parse(readFileSync(path, 'utf8')))
    if (file['isobar-checks'] !== FORMAT)
      refuse('isobar-checks', file['isobar-checks'], 'is not a version this Isobar reads', `write ${FORMAT}`)
    const list = file['checks']
    if (!Array.isArray(list)) refuse('checks', list, 'is not a list', 'write one entry per point')
    return list.map((entry, k) => readCheck(`checks[${k}]`, entry))
  } catch (thrown) {
    if (!(thrown instanceof IsobarError))
      refuse('checks', path, `is not YAML: ${(thrown as Error).message}`, 'correct the file, or remove it')
    throw new IsobarError('input/invalid', `${path}: ${thrown.message}`, thrown.data as never)
  }
}

function readCheck(field: string, value: unknown): PointCheck {
  const check = readRecord(field, value)
  const tolerance = readNumber(`${field}.tolerance`, check['tolerance'])
  if (!(tolerance > 0)) refuse(`${field}.tolerance`, tolerance, 'is not above 0', 'give for example 1e-6')
  const start = check['start']
  return {
    id: readText(`${field}.id`, check['id']),
    at: readNumbers(`${field}.at`, check['at']),
    start: typeof start === 'string' ? start : readNumbers(`${field}.start`, start),
    expect: readNumbers(`${field}.expect`, check['expect']),
    tolerance,
    kept: readText(`${field}.kept`, check['kept']),
  }
}

/** Replaces the file once the new one is whole. Throws `session/unwritable`. */
export function writeChecks(path: string, model: string, checks: readonly PointCheck[]): void {
  const temporary = temporaryBeside(path)
  try {
    writeFileSync(temporary, stringify({ 'isobar-checks': FORMAT, model, checks }))
    putInPlace(temporary, path)
  } catch (thrown) {
    removeQuietly(temporary)
    throw unwritable(thrown, path)
  }
}
