import { resolve } from 'node:path'
import { MAX_IMPORT_BYTES, type SessionsContract } from '../../shared/sessions-contract.js'
import type { Bench } from './bench.js'
import { readInteger, readPath, readRecord, readText, refuse } from './door.js'
import type { DraftFile } from './draft-file.js'
import { readArea } from './requests.js'
import type { SessionFiles } from './session-files.js'
import type { Shelf } from './shelf.js'
import { sweepView } from './sweep-view.js'
import { modelTemplates, samplePicture } from './templates.js'

export type SessionsHandlers = {
  [M in keyof SessionsContract]: (
    argument: unknown,
  ) => ReturnType<SessionsContract[M]> | Promise<ReturnType<SessionsContract[M]>>
}

export interface SessionsParts {
  readonly bench: Bench
  readonly shelf: Shelf
  readonly files: SessionFiles
  readonly draft: DraftFile
  readonly sessionFolder: string
  readonly modelFolder: string
  readonly reveal: ((path: string) => void) | undefined
}

/** Longest set-up that is kept; a model of 200 species is about 100 kB. */
const MAX_DRAFT = 4_000_000
/** No file system has longer names. */
const MAX_NAME = 255
const MOST_BYTES = Number.MAX_SAFE_INTEGER

/** Sessions and where a person begins, for any interface; arguments are checked here. */
export function sessionsHandlers(parts: SessionsParts): SessionsHandlers {
  const { bench, shelf, files, draft } = parts
  const field = (argument: unknown, name: string): unknown => readRecord('argument', argument)[name]
  const pathIn = (argument: unknown): string =>
    resolve(parts.sessionFolder, readPath('path', field(argument, 'path')))
  const nameIn = (argument: unknown): string => readText('name', field(argument, 'name'), MAX_NAME)

  return {
    sessionCards: () => shelf.cards(),
    thumbnail: argument => shelf.picture(pathIn(argument)),
    samplePicture: argument =>
      samplePicture(parts.modelFolder, readText('sample', field(argument, 'sample'), MAX_NAME)),
    templates: () => modelTemplates(parts.modelFolder),
    duplicateSession: argument => files.duplicate(pathIn(argument)),
    renameSession: argument => files.rename(pathIn(argument), nameIn(argument)),
    revealSession: argument => {
      parts.reveal?.(pathIn(argument))
      return { shown: parts.reveal !== undefined }
    },
    forgetSession: argument => shelf.forget(pathIn(argument)),
    deleteSession: argument => files.delete(pathIn(argument)),
    reloadSession: async () => sweepView(await files.reload()),
    refineSession: async argument => {
      const { area } = readRecord('argument', argument)
      const path = field(argument, 'path') === undefined ? undefined : pathIn(argument)
      const { x, y } = bench.job()?.plan ?? {}
      // Only who sees a map can point at a part of it.
      const within =
        area === undefined ? undefined : readArea(area, x?.values.length ?? 0, y?.values.length ?? 0)
      return sweepView(await files.refine(path, within))
    },
    findSession: argument => ({
      path: files.find(nameIn(argument), readInteger('bytes', field(argument, 'bytes'), 0, MOST_BYTES)),
    }),
    importSession: argument => files.import(nameIn(argument), readContent(field(argument, 'bytes'))),
    draft: () => ({ draft: draft.read() }),
    keepDraft: argument => {
      const kept = field(argument, 'draft')
      draft.write(kept === null ? null : readText('draft', kept, MAX_DRAFT))
    },
  }
}

function readContent(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) return refuse('bytes', '', 'is not the content of a file', 'send bytes')
  if (value.length > MAX_IMPORT_BYTES)
    refuse('bytes', value.length, 'is too large to be handed over', 'open the file by its path')
  return value
}
