import { expect, it } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { RESTORE_KEY, useDraft } from '../../../src/renderer/composables/useDraft.js'
import { useSetup } from '../../../src/renderer/composables/useSetup.js'
import type { ModelSource, SweepView } from '../../../src/shared/owner-contract.js'
import { fakeModel } from '../support/fake-model.js'
import { withScope } from '../support/with-scope.js'

const openModel = (source: ModelSource) =>
  Promise.resolve('text' in source ? { ...fakeModel, text: source.text } : fakeModel)

/** A window before an owner whose notes outlive it; time passes when told. */
function open(notes: { draft: string | null }, stored: Record<string, string> = {}) {
  let due: (() => void) | undefined
  const sweep = shallowRef<SweepView>()
  const owner = {
    openModel,
    draft: () => Promise.resolve({ draft: notes.draft }),
    keepDraft: ({ draft }: { draft: string | null }) => {
      notes.draft = draft
      return Promise.resolve()
    },
  }
  const { result } = withScope(() => {
    const setup = useSetup(openModel)
    const after = (_: number, callback: () => void): (() => void) => {
      due = callback
      return () => (due = undefined)
    }
    const storage = { getItem: (key: string) => stored[key] ?? null }
    return { setup, draft: useDraft({ owner: owner as never }, setup, { sweep }, after, storage) }
  })
  return {
    ...result,
    sweep,
    settle: async () => {
      await nextTick()
      due?.()
    },
  }
}

it('brings back what was edited and not started, with its model', async () => {
  const notes = { draft: null }
  const before = open(notes)
  await before.setup.openModel({ text: 'name: mine\n' })
  await before.settle()
  before.setup.edit({ x: { ...before.setup.form.value!.x, from: '1,5' } })
  await before.settle()

  const later = open(notes)
  expect(await later.draft.restore()).toBe(true)
  expect(later.setup.model.value!.text).toBe('name: mine\n')
  expect(later.setup.form.value).toEqual(before.setup.form.value)
})

it('takes a draft of a version that knew no analysis', async () => {
  const notes = { draft: null as string | null }
  const before = open(notes)
  await before.setup.openModel({ text: 'name: mine\n' })
  await before.settle()
  before.setup.edit({ start: 'CO-covered' })
  await before.settle()
  const { form, ...rest } = JSON.parse(notes.draft!) as { form: Record<string, unknown> }
  delete form['analysis']
  notes.draft = JSON.stringify({ ...rest, form })

  const later = open(notes)
  expect(await later.draft.restore()).toBe(true)
  expect(later.setup.form.value).toEqual(before.setup.form.value)
})

it('keeps nothing of a form that was only opened, nor of one that was started', async () => {
  const notes = { draft: null as string | null }
  const { setup, sweep, settle } = open(notes)
  await setup.openModel({ sample: 'any' })
  await settle()
  expect(notes.draft).toBeNull()
  setup.edit({ workers: 3 })
  await settle()
  expect(notes.draft).not.toBeNull()
  sweep.value = { sessionId: 's', setup: setup.setup.value } as SweepView
  await settle()
  expect(notes.draft).toBeNull()
})

it('begins afresh where a person does not want it, and with notes nobody can read', async () => {
  const notes = { draft: null as string | null }
  const before = open(notes)
  await before.setup.openModel({ sample: 'any' })
  await before.settle()
  before.setup.edit({ workers: 3 })
  await before.settle()
  expect(await open(notes, { [RESTORE_KEY]: 'false' }).draft.restore()).toBe(false)
  for (const draft of ['{', '{}', '{"form":{"x":1}}', notes.draft!.replace('pCO', 'nobody')])
    expect(await open({ draft }).draft.restore()).toBe(false)
})
