import type { ModelContract, SaveModel } from '../../shared/model-contract.js'
import { readChoice, readModelText, readPath, readRecord } from './door.js'
import type { ModelFiles } from './model-files.js'

export type ModelHandlers = {
  [M in keyof ModelContract]: (argument: unknown) => ReturnType<ModelContract[M]>
}

/** Model files; arguments are checked here. */
export const modelHandlers = (files: ModelFiles): ModelHandlers => ({
  saveModel: argument => files.save(readSaveModel(argument)),
})

function readSaveModel(argument: unknown): SaveModel {
  const { path, text, over } = readRecord('model', argument)
  return {
    path: readPath('path', path),
    text: readModelText('text', text),
    over:
      typeof over === 'string'
        ? readChoice('over', over, ['nothing', 'anything'] as const)
        : { text: readModelText('over.text', readRecord('over', over)['text']) },
  }
}
