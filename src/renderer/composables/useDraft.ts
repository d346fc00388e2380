import { onScopeDispose, watch } from 'vue'
import { type ModelSource } from '../../shared/owner-contract.js'
import { type SetupForm } from './setup-form.js'
import { type UseOwner } from './useOwner.js'
import { type UseSetup } from './useSetup.js'
import { type UseSweep } from './useSweep.js'

/** Typing settles before the owner is told [ms]. */
export const DRAFT_PAUSE_MS = 300
/** In the storage of the page; `false` begins afresh each time. */
export const RESTORE_KEY = 'isobar.restore'

interface Draft {
  readonly source: ModelSource | undefined
  readonly text: string
  readonly form: SetupForm
}

export interface UseDraft {
  /** Brings back what was edited and not started; false when there is nothing, or nobody wants it. */
  restore(): Promise<boolean>
}

/** Lets a set-up that was not started yet outlive a reload and a restart. */
export function useDraft(
  { owner }: Pick<UseOwner, 'owner'>,
  setup: Pick<UseSetup, 'form' | 'model' | 'source' | 'setup' | 'restore'>,
  { sweep }: Pick<UseSweep, 'sweep'>,
  after: (ms: number, callback: () => void) => () => void,
  storage: Pick<Storage, 'getItem'>,
): UseDraft {
  let cancel: (() => void) | undefined

  function keep(): void {
    const { form, model, source } = setup
    if (!form.value || !model.value) return
    const draft: Draft = { source: source.value, text: model.value.text, form: form.value }
    // What is on the desk already, or was never touched, needs no keeping.
    const started =
      sweep.value !== undefined && JSON.stringify(setup.setup.value) === JSON.stringify(sweep.value.setup)
    owner.keepDraft({ draft: started ? null : JSON.stringify(draft) }).catch(() => undefined)
  }

  watch([setup.form, () => sweep.value?.sessionId], ([, id], [before, idBefore]) => {
    if (!before && id === idBefore) return
    cancel?.()
    cancel = after(DRAFT_PAUSE_MS, keep)
  })
  onScopeDispose(() => cancel?.())

  return {
    restore: async () => {
      if (storage.getItem(RESTORE_KEY) === 'false') return false
      try {
        const kept = readDraft((await owner.draft({})).draft)
        if (!kept) return false
        const model = await owner.openModel({ text: kept.text })
        const known = new Set(model.mechanism.parameters.map(({ name }) => name))
        if (!known.has(kept.form.x.parameter) || !known.has(kept.form.y.parameter)) return false
        setup.restore({ source: kept.source, model, form: kept.form })
        return true
      } catch {
        // A draft of another version, or of a model that is refused by now, is no use to anybody.
        return false
      }
    },
  }
}

function readDraft(text: string | null): Draft | undefined {
  if (text === null) return undefined
  const draft = JSON.parse(text) as Draft
  const { x, y, settings, coverages, start, workers } = draft.form
  const whole =
    [x, y].every(axis => typeof axis.parameter === 'string' && typeof axis.from === 'string') &&
    typeof settings === 'object' &&
    typeof coverages === 'object' &&
    typeof start === 'string' &&
    typeof workers === 'number'
  // Earlier versions kept no analysis.
  return whole ? { ...draft, form: { ...draft.form, analysis: draft.form.analysis ?? {} } } : undefined
}
