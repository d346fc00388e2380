import { type UseModelDraft } from '../composables/useModelDraft.js'
import { type CodeEditor, type CodeEditorOptions, createCodeEditor } from './code-editor.js'

export interface KeptEditor {
  readonly editor: CodeEditor
  /** The model it began with; see UseModelDraft.generation. */
  generation: number
}

const kept = new WeakMap<UseModelDraft, KeptEditor>()

/** The editor of a draft: one for as long as the draft lives, so that looking at the map costs no undo. */
export function editorFor(draft: UseModelDraft, options: CodeEditorOptions): KeptEditor {
  const known = kept.get(draft)
  if (known) return known
  const made = { editor: createCodeEditor(options), generation: draft.generation.value }
  kept.set(draft, made)
  return made
}
