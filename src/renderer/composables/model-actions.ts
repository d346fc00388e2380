import { text } from '../text/text.js'
import { type Action } from './useActions.js'
import { type UseModelDraft } from './useModelDraft.js'
import { type UseModelFile } from './useModelFile.js'
import { type UseView } from './useView.js'

/** What can be done with the model from the keyboard. */
export const modelActions = (draft: UseModelDraft, file: UseModelFile, { shown }: UseView): Action[] => [
  { id: 'model.edit', title: () => text.editor.view, group: 'view', run: () => (shown.value = 'model') },
  {
    id: 'model.save',
    title: () => text.editor.save,
    group: 'session',
    enabled: () => draft.dirty.value,
    run: file.save,
  },
  { id: 'model.save-as', title: () => text.editor.saveAs, group: 'session', run: file.saveAs },
]
