import { computed, type ComputedRef, type InjectionKey, shallowRef, watch } from 'vue'
import { type AxisDraft } from './form-values.js'
import { type SetupForm } from './setup-form.js'
import { type SetupState, type UseSetup } from './useSetup.js'

export interface UseHistory {
  readonly canUndo: ComputedRef<boolean>
  readonly canRedo: ComputedRef<boolean>
  undo(): void
  redo(): void
}

export const historyKey: InjectionKey<UseHistory> = Symbol('history')

/** What is typed into one field without a longer pause is one change [ms]. */
const PAUSE_MS = 1000
const MOST = 200
/** Fields that change letter by letter; a choice is always a change of its own. */
const TYPED = /^(x|y)\.(from|to|count|values)$|^(settings|coverages)\.|^workers$/

/** Undo and redo of all that is typed and chosen in the set-up, models included. */
export function useHistory(
  setup: Pick<UseSetup, 'form' | 'model' | 'source' | 'restore'>,
  now: () => number = Date.now,
): UseHistory {
  const past = shallowRef<readonly SetupState[]>([])
  const future = shallowRef<readonly SetupState[]>([])
  let present: SetupState | undefined
  let restoring = false
  let last = { field: '', at: -Infinity }

  const state = (): SetupState | undefined =>
    setup.form.value && setup.model.value
      ? { source: setup.source.value, model: setup.model.value, form: setup.form.value }
      : undefined

  function note(): void {
    const before = present
    present = state()
    if (restoring || !before || !present) return
    const field = before.model.text === present.model.text ? changedField(before.form, present.form) : 'model'
    if (field === undefined) return
    const goesOn = TYPED.test(field) && field === last.field && now() - last.at < PAUSE_MS
    last = { field, at: now() }
    if (!goesOn) past.value = [...past.value, before].slice(-MOST)
    future.value = []
  }

  // At once, so that a change is never seen together with the next one.
  watch(setup.form, note, { flush: 'sync', immediate: true })

  function go(from: typeof past, to: typeof past): void {
    const target = from.value.at(-1)
    if (!target || !present) return
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, present]
    last = { field: '', at: -Infinity }
    restoring = true
    setup.restore(target)
    restoring = false
  }

  return {
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    undo: () => go(past, future),
    redo: () => go(future, past),
  }
}

/** The one field in which two forms differ, such as `x.from`; `several` for more, undefined for none. */
function changedField(a: SetupForm, b: SetupForm): string | undefined {
  const fields = [
    ...(['x', 'y'] as const).flatMap(axis =>
      (Object.keys(a[axis]) as (keyof AxisDraft)[])
        .filter(key => a[axis][key] !== b[axis][key])
        .map(key => `${axis}.${key}`),
    ),
    ...(['settings', 'coverages'] as const).flatMap(group =>
      [...new Set([...Object.keys(a[group]), ...Object.keys(b[group])])]
        .filter(name => a[group][name] !== b[group][name])
        .map(name => `${group}.${name}`),
    ),
    ...(['start', 'workers', 'solver'] as const).filter(key => !Object.is(a[key], b[key])),
  ]
  return fields.length > 1 ? 'several' : fields[0]
}
