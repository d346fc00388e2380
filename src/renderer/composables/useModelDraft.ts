import {
  computed,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
  shallowReadonly,
  shallowRef,
  watch,
} from 'vue'
import { type ModelSource } from '../../shared/owner-contract.js'
import { createDraftStore } from './draft-store.js'
import { type UseSetup } from './useSetup.js'

/** Where the model came from: a file that can be written back, or something that cannot. */
export interface ModelHome {
  readonly path: string | undefined
  /** For people: the file name, the name of the sample or of the model. */
  readonly name: string
}

export interface UseModelDraft {
  /** What stands in the editor, with plain line feeds. */
  readonly text: Readonly<ShallowRef<string>>
  readonly home: Readonly<ShallowRef<ModelHome>>
  /** Grows when another model takes the place of this one. */
  readonly generation: Readonly<ShallowRef<number>>
  /** As opened or saved last. */
  readonly saved: Readonly<ShallowRef<string>>
  readonly dirty: ComputedRef<boolean>
  /** in-use: the set-up has this text. checking: it will in a moment. refused: it has the last text without errors. */
  readonly state: ComputedRef<'in-use' | 'checking' | 'refused'>
  edit(text: string): void
  /** Settles what `edit` left to a pause in typing. */
  flush(): Promise<void>
  /** Says that `text` now stands in a file. */
  markSaved(path: string, text: string): void
  /** Takes up what was left unsaved when the page went away; its name, or undefined when there was nothing. */
  restore(): Promise<string | undefined>
}

export const modelDraftKey: InjectionKey<UseModelDraft> = Symbol('model draft')

/** Long enough for a word, short enough that the map of the next click has it. */
const PAUSE_MS = 250

export interface ModelDraftParts {
  readonly setup: Pick<UseSetup, 'model' | 'source' | 'reviseModel'>
  readonly storage: Storage
  readonly after: (ms: number, callback: () => void) => () => void
  readonly fail: (thrown: unknown) => void
}

/**
 * The model while somebody edits it. The set-up holds the model in use; this holds the text on its way
 * there, and where it came from.
 */
export function useModelDraft({ setup, storage, after, fail }: ModelDraftParts): UseModelDraft {
  const store = createDraftStore(storage)
  const text = shallowRef('')
  const saved = shallowRef('')
  const home = shallowRef<ModelHome>({ path: undefined, name: '' })
  const refused = shallowRef<string>()
  const generation = shallowRef(0)
  let cancel = (): void => undefined
  let pending: Promise<void> | undefined
  // What the last page left must not be wiped by the first model of this one.
  let keeping = false

  const dirty = computed(() => text.value !== saved.value)
  const inUse = computed(() => plainLines(setup.model.value?.text ?? ''))

  // Our own text comes back as it was sent; whatever else becomes the model replaces the draft.
  watch(
    setup.model,
    view => {
      const source = setup.source.value
      if (!view || !source) return
      // With an answer to older text of ours, newer is on its way.
      if ('text' in source && (inUse.value === text.value || pending)) return
      cancel()
      text.value = inUse.value
      // A step back to the text as opened is no other model.
      if ('text' in source && text.value === saved.value) return
      generation.value++
      saved.value = text.value
      home.value = homeOf(source, view.mechanism.name)
    },
    { flush: 'sync' },
  )

  watch([text, saved, home], () => {
    if (!keeping) return
    if (dirty.value) store.keep({ text: text.value, saved: saved.value, home: home.value })
    else store.clear()
  })

  async function apply(): Promise<void> {
    cancel()
    const mine = text.value
    if (mine === inUse.value) return
    const taken = await setup.reviseModel(mine, home.value.name)
    if (!taken && mine === text.value) refused.value = mine
  }

  function flush(): Promise<void> {
    const run: Promise<void> = (pending ?? Promise.resolve())
      .then(apply)
      .catch(fail)
      .finally(() => {
        if (pending === run) pending = undefined
      })
    pending = run
    return run
  }

  return {
    text: shallowReadonly(text),
    generation: shallowReadonly(generation),
    saved: shallowReadonly(saved),
    home: shallowReadonly(home),
    dirty,
    state: computed(() =>
      text.value === inUse.value ? 'in-use' : refused.value === text.value ? 'refused' : 'checking',
    ),
    edit: next => {
      if (next === text.value) return
      keeping = true
      text.value = next
      cancel()
      cancel = after(PAUSE_MS, () => void flush())
    },
    flush,
    markSaved: (path, written) => {
      saved.value = written
      home.value = { path, name: fileName(path) }
    },
    restore: async () => {
      const kept = keeping ? undefined : store.read()
      keeping = true
      if (!kept || kept.text === kept.saved) return undefined
      saved.value = kept.saved
      home.value = kept.home
      text.value = kept.text
      await flush()
      return kept.home.name
    },
  }
}

export const plainLines = (text: string): string => text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')

function homeOf(source: ModelSource | undefined, name: string): ModelHome {
  if (source && 'path' in source) return { path: source.path, name: fileName(source.path) }
  if (source && 'sample' in source) return { path: undefined, name: source.sample }
  return { path: undefined, name }
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
