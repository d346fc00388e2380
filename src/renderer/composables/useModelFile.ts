import {
  computed,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
  shallowReadonly,
  shallowRef,
} from 'vue'
import { type SavedModel, type SaveModel } from '../../shared/model-contract.js'
import { type HostInfo, type PathQuestion } from '../../shared/owner-contract.js'
import { say, text as words } from '../text/text.js'
import { reasonOf } from './useNotices.js'
import { type UseModelDraft } from './useModelDraft.js'

/** Something only the person can decide. */
export type ModelQuestion =
  | { readonly kind: 'unsaved'; readonly name: string }
  | { readonly kind: 'replace'; readonly path: string; readonly why: 'exists' | 'changed' }
  | { readonly kind: 'path'; readonly suggested: string; readonly problem: string | undefined }

export interface UseModelFile {
  readonly question: Readonly<ShallowRef<ModelQuestion | undefined>>
  /** The answer to the open question: save, discard, replace or a path; undefined cancels. */
  answer(given: string | undefined): void
  /** Whether `save` knows where to, without asking. */
  readonly hasPath: ComputedRef<boolean>
  /** True once the model is in a file. */
  save(): Promise<boolean>
  saveAs(): Promise<boolean>
  /** Whether another model may take the place of this one: asks when changes would be lost. */
  mayLeave(): Promise<boolean>
}

export const modelFileKey: InjectionKey<UseModelFile> = Symbol('model file')

export interface ModelFileParts {
  readonly draft: UseModelDraft
  readonly host: () => HostInfo | undefined
  readonly write: (wish: SaveModel) => Promise<SavedModel>
  readonly choosePath: (question: PathQuestion) => Promise<string | null>
  readonly inform: (title: string) => void
  readonly fail: (thrown: unknown) => void
}

const HAS_EXTENSION = /\.ya?ml$/i

/** The file of the model that is edited: never replaced, and never left unsaved, without asking. */
export function useModelFile(parts: ModelFileParts): UseModelFile {
  const { draft, host, write, choosePath, inform, fail } = parts
  const question = shallowRef<ModelQuestion>()
  let resolveAnswer: ((given: string | undefined) => void) | undefined

  function answer(given: string | undefined): void {
    const resolve = resolveAnswer
    resolveAnswer = undefined
    question.value = undefined
    resolve?.(given)
  }

  function ask(next: ModelQuestion): Promise<string | undefined> {
    answer(undefined)
    return new Promise(resolve => {
      question.value = next
      resolveAnswer = resolve
    })
  }

  async function put(path: string, over: SaveModel['over']): Promise<boolean> {
    const text = draft.text.value
    const done = await write({ path, text, over })
    if (done.outcome !== 'saved') {
      const agreed = await ask({ kind: 'replace', path: done.path, why: done.outcome })
      return agreed === 'replace' && put(done.path, 'anything')
    }
    draft.markSaved(done.path, text)
    inform(say(words.editor.saved, { path: done.path }))
    return true
  }

  async function saveAs(): Promise<boolean> {
    const { name } = draft.home.value
    const suggested = HAS_EXTENSION.test(name) ? name : `${fileStem(name)}.yaml`
    const native = host()?.nativeDialogs === true
    let path = draft.home.value.path ?? suggested
    for (let problem: string | undefined; ;) {
      const chosen = native
        ? ((await choosePath({ purpose: 'save-model', suggestedName: suggested })) ?? undefined)
        : await ask({ kind: 'path', suggested: path, problem })
      if (chosen === undefined) return false
      try {
        // The native dialog has asked about the very name it gives back, not about one we lengthen.
        return await put(chosen, native && HAS_EXTENSION.test(chosen) ? 'anything' : 'nothing')
      } catch (thrown) {
        if (native) {
          fail(thrown)
          return false
        }
        path = chosen
        problem = reasonOf(thrown)
      }
    }
  }

  async function save(): Promise<boolean> {
    const { path } = draft.home.value
    if (path === undefined) return saveAs()
    try {
      return await put(path, { text: draft.saved.value })
    } catch (thrown) {
      fail(thrown)
      return false
    }
  }

  return {
    question: shallowReadonly(question),
    answer,
    hasPath: computed(() => draft.home.value.path !== undefined),
    save,
    saveAs,
    mayLeave: async () => {
      if (!draft.dirty.value) return true
      const choice = await ask({ kind: 'unsaved', name: draft.home.value.name })
      return choice === 'discard' || (choice === 'save' && (await save()))
    },
  }
}

/** A file name people and systems can live with. */
const fileStem = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 60) || 'model'
