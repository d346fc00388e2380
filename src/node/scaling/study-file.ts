import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Study } from '../../shared/scaling/study.js'
import { sessionStem } from '../desk/session-name.js'
import { unwritable } from '../session/disk-error.js'
import { putInPlace, temporaryBeside } from '../session/replace-file.js'
import { isStudy } from './study-shape.js'

const EXTENSION = '.speed-up.json'

/** Keeps a study beside the sessions, under the name of its model and the time of its start. */
export function saveStudy(folder: string, study: Study): string {
  const time = new Date(study.startedAt).toISOString().slice(0, 19).replaceAll(':', '')
  const path = join(folder, `${sessionStem(study.model)}-${time}${EXTENSION}`)
  writeWhole(path, JSON.stringify(study))
  return path
}

/** Writes a file that is either whole or not there; throws `session/unwritable`. */
export function writeWhole(path: string, text: string): void {
  const temporary = temporaryBeside(path)
  try {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(temporary, text)
    putInPlace(temporary, path)
  } catch (thrown) {
    throw unwritable(thrown, path)
  }
}

/** The study of a folder that was measured last; undefined where there is none that can be read. */
export function lastStudy(folder: string): Study | undefined {
  return filesIn(folder)
    .map(path => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at)
    .map(({ path }) => read(path))
    .find(study => study !== undefined)
}

function read(path: string): Study | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isStudy(value) ? value : undefined
  } catch {
    return undefined
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith(EXTENSION) && !name.startsWith('.'))
      .map(name => join(folder, name))
  } catch {
    return []
  }
}
