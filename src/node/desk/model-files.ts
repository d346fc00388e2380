import { existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { SavedModel, SaveModel } from '../../shared/model-contract.js'
import { unwritable } from '../session/disk-error.js'
import { putInPlace, removeQuietly, temporaryBeside } from '../session/replace-file.js'
import { refuse } from './door.js'
import { MODEL_EXTENSIONS, readModelFile } from './models.js'

export interface ModelFiles {
  readonly save: (wish: SaveModel) => SavedModel
}

/**
 * @param folder where relative paths begin
 * @param samples folder of the models that ship with Isobar; never written to
 */
export function createModelFiles(folder: string, samples: string): ModelFiles {
  function targetOf(path: string): string {
    const absolute = resolve(folder, path)
    const target = extname(absolute) === '' ? `${absolute}.yaml` : absolute
    if (!MODEL_EXTENSIONS.includes(extname(target).toLowerCase()))
      refuse('path', path, 'a model file ends in .yaml or .yml', 'choose such a name')
    if (dirname(target) === resolve(folder)) mkdirSync(folder, { recursive: true })
    if (!existsSync(dirname(target)))
      refuse('path', path, `there is no folder ${dirname(target)}`, 'choose a folder that exists')
    if (existsSync(target) && !statSync(target).isFile())
      refuse('path', path, 'this is a folder', 'name a file in it')
    // A link stays a link: what it points to is written.
    const real = existsSync(target)
      ? realpathSync(target)
      : join(realpathSync(dirname(target)), basename(target))
    if (existsSync(samples) && dirname(real) === realpathSync(samples))
      refuse('path', path, 'the samples of Isobar are not changed', 'choose another folder')
    return real
  }

  return {
    save({ path, text, over }) {
      const target = targetOf(path)
      if (existsSync(target) && over !== 'anything') {
        if (over === 'nothing') return { path: target, outcome: 'exists' }
        if (asLines(readModelFile(target).text) !== asLines(over.text))
          return { path: target, outcome: 'changed' }
      }
      write(target, text)
      return { path: target, outcome: 'saved' }
    },
  }
}

/** Line ends and the mark of UTF-8 are the editor's business, not a change. */
const asLines = (text: string): string => text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')

function write(path: string, text: string): void {
  const temporary = temporaryBeside(path)
  try {
    writeFileSync(temporary, text)
    putInPlace(temporary, path)
  } catch (thrown) {
    removeQuietly(temporary)
    throw unwritable(thrown, path)
  }
}
