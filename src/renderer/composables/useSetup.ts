import { computed, type ComputedRef, type InjectionKey, type ShallowRef, shallowRef } from 'vue'
import { type ModelSource, type ModelView, type SweepSetup } from '../../shared/owner-contract.js'
import { keepForm } from './keep-form.js'
import { draftFor } from './form-values.js'
import { type CheckedForm, checkForm, defaultForm, formOf, type SetupForm } from './setup-form.js'
import { useModel, type UseModel } from './useModel.js'

export interface UseSetup extends Omit<UseModel, 'load' | 'revise' | 'put'> {
  /** What stands in the fields; undefined until there is a model. */
  readonly form: Readonly<ShallowRef<SetupForm | undefined>>
  readonly checked: ComputedRef<CheckedForm | undefined>
  /** The form as the owner takes it; undefined while any field has a problem. */
  readonly setup: ComputedRef<SweepSetup | undefined>
  /** Workers for the next form; a form that is there keeps its own. */
  readonly defaultWorkers: ShallowRef<number>
  edit(changes: Partial<SetupForm>): void
  chooseParameter(axis: 'x' | 'y', name: string): void
  openModel(source: ModelSource): Promise<void>
  /** Takes edited text as the model and keeps the form as far as it fits; false when the text has errors. */
  reviseModel(text: string, name: string): Promise<boolean>
  /** Shows the form a sweep was started with. */
  show(setup: SweepSetup): Promise<void>
  /** Model and fields as they stood at some moment. */
  restore(state: SetupState): void
}

/** All that makes the form what it is. */
export interface SetupState {
  readonly source: ModelSource | undefined
  readonly model: ModelView
  readonly form: SetupForm
}

export const setupKey: InjectionKey<UseSetup> = Symbol('setup')

/**
 * The set-up form and its model.
 *
 * @param mayReplace asks before a model with unsaved changes gives way to another; false keeps it
 */
export function useSetup(
  parse: (source: ModelSource) => Promise<ModelView>,
  mayReplace?: () => Promise<boolean>,
): UseSetup {
  const { load, revise, put, ...model } = useModel(parse)
  const form = shallowRef<SetupForm>()
  const defaultWorkers = shallowRef(1)
  const checked = computed(() =>
    form.value && model.model.value ? checkForm(form.value, model.model.value) : undefined,
  )

  function edit(changes: Partial<SetupForm>): void {
    if (form.value) form.value = { ...form.value, ...changes }
  }

  return {
    ...model,
    form,
    checked,
    setup: computed(() => checked.value?.setup),
    defaultWorkers,
    edit,
    chooseParameter: (axis, name) => {
      const parameter = model.model.value?.mechanism.parameters.find(p => p.name === name)
      if (parameter && form.value) edit({ [axis]: draftFor(parameter, form.value[axis].count) })
    },
    openModel: async source => {
      if (mayReplace && !(await mayReplace())) return
      const view = await load(source)
      if (view) form.value = defaultForm(view.mechanism, form.value?.workers ?? defaultWorkers.value)
    },
    reviseModel: async (text, name) => {
      const before = model.model.value?.mechanism
      const view = await revise({ text, name })
      if (!view) return false
      form.value =
        form.value && before
          ? keepForm(form.value, before, view.mechanism)
          : defaultForm(view.mechanism, defaultWorkers.value)
      return true
    },
    show: async setup => {
      if (mayReplace && !(await mayReplace())) return
      const view = await load({ text: setup.modelText })
      if (view) form.value = formOf(setup, view.mechanism)
    },
    restore: state => {
      put(state.source, state.model)
      form.value = state.form
    },
  }
}
