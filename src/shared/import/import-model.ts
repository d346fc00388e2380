import { IsobarError } from '../errors.js'
import { importCantera, isCantera } from './cantera.js'
import { energyTableName, importCatmap, isCatmap } from './catmap.js'
import type { Imported } from './imported.js'
import { importMkmcxx, isMkmcxx } from './mkmcxx.js'

/** Whether a text is a model of another program that can be imported. */
export const isForeignModel = (text: string): boolean => isCatmap(text) || isCantera(text) || isMkmcxx(text)

/**
 * A model of another program as the text of a model file, whichever of the known formats it is in. Throws
 * `model/invalid` with findings about the file, `input/invalid` when it is in none of them or lacks its table.
 *
 * @param beside reads a file that the model names, from the same folder
 */
export function importModel(text: string, fileName: string, beside: (name: string) => string): Imported {
  if (isCatmap(text)) {
    const table = energyTableName(text)
    if (table !== undefined) return importCatmap(text, beside(table), fileName)
    throw new IsobarError('input/invalid', 'the CatMAP set-up names no table of energies', {
      field: 'input_file',
      value: '',
      remedy: "add input_file = 'energies.txt' to the set-up",
    })
  }
  if (isCantera(text)) return importCantera(text, fileName)
  if (isMkmcxx(text)) return importMkmcxx(text, fileName)
  throw new IsobarError('input/invalid', `${fileName} is in no format that can be imported`, {
    field: 'file',
    value: fileName,
    remedy: 'give a Cantera YAML file with phases, an input file of MKMCXX or a CatMAP .mkm',
  })
}
