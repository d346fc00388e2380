import { expect, it } from 'vitest'
import { useHistory } from '../../../src/renderer/composables/useHistory.js'
import { useSetup } from '../../../src/renderer/composables/useSetup.js'
import { fakeModel, setupOf } from '../support/fake-model.js'
import { withScope } from '../support/with-scope.js'

async function begun() {
  let time = 0
  const { result } = withScope(() => {
    const setup = useSetup(source =>
      Promise.resolve('text' in source ? { ...fakeModel, text: source.text } : fakeModel),
    )
    return { setup, history: useHistory(setup, () => time) }
  })
  await result.setup.openModel({ sample: 'any' })
  const type = (from: string): void => {
    const { setup } = result
    setup.edit({ x: { ...setup.form.value!.x, from } })
  }
  return { ...result, type, wait: (ms: number) => void (time += ms) }
}

it('has nothing to undo in a form as it was opened', async () => {
  const { history } = await begun()
  expect([history.canUndo.value, history.canRedo.value]).toEqual([false, false])
})

it('takes back at once what was typed into one field, and does it again', async () => {
  const { setup, history, type, wait } = await begun()
  for (const letters of ['0', '0.', '0.2']) {
    type(letters)
    wait(300)
  }
  setup.edit({ workers: 3 })
  history.undo()
  expect(setup.form.value!.x.from).toBe('0.2')
  history.undo()
  expect(setup.form.value!.x.from).toBe('1e-5')
  expect(history.canUndo.value).toBe(false)
  history.redo()
  history.redo()
  expect([setup.form.value!.x.from, setup.form.value!.workers]).toEqual(['0.2', 3])
})

it('tells apart what was typed after a pause, and two choices without one', async () => {
  const { setup, history, type, wait } = await begun()
  type('0.2')
  wait(5000)
  type('0.25')
  history.undo()
  expect(setup.form.value!.x.from).toBe('0.2')
  setup.edit({ y: { ...setup.form.value!.y, scale: 'log' } })
  setup.edit({ y: { ...setup.form.value!.y, scale: 'linear' } })
  history.undo()
  expect(setup.form.value!.y.scale).toBe('log')
})

it('forgets what was undone once something else is done', async () => {
  const { setup, history, type } = await begun()
  type('0.2')
  history.undo()
  setup.chooseParameter('x', 'T')
  expect(history.canRedo.value).toBe(false)
  history.undo()
  expect(setup.form.value!.x.parameter).toBe('pCO')
})

it('brings back the model with its fields, and one still being read comes too late', async () => {
  const { setup, history, type } = await begun()
  type('0.2')
  await setup.openModel({ text: 'name: other\n' })
  expect(setup.model.value!.text).toBe('name: other\n')
  const late = setup.openModel({ text: 'name: late\n' })
  history.undo()
  await late
  expect(setup.model.value!.text).toBe(fakeModel.text)
  expect(setup.source.value).toEqual({ sample: 'any' })
  expect(setup.form.value!.x.from).toBe('0.2')
})

it('takes back the form of a session that was opened', async () => {
  const { setup, history } = await begun()
  await setup.show(setupOf(33, 44))
  history.undo()
  expect(setup.form.value!.x.count).toBe(10)
})
