import { describe, expect, it } from 'vitest'
import { START_CUSTOM } from '../../../src/renderer/composables/setup-form.js'
import { useSetup } from '../../../src/renderer/composables/useSetup.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { type ModelSource, type ModelView } from '../../../src/shared/owner-contract.js'
import { fakeModel, setupOf } from '../support/fake-model.js'

const form = (parse: (source: ModelSource) => Promise<ModelView> = () => Promise.resolve(fakeModel)) =>
  useSetup(parse)

describe('useSetup', () => {
  it('is ready to start as soon as a model is there', async () => {
    const { openModel, setup, checked } = form()
    await openModel({ sample: 'any' })
    expect(setup.value).toEqual({ ...setupOf(10, 10), workers: 1 })
    expect(checked.value?.points).toBe(100)
  })

  it('withholds the set-up while any field has a problem, and says which', async () => {
    const f = form()
    await f.openModel({ sample: 'any' })
    f.edit({ x: { ...f.form.value!.x, from: '1,5' } })
    expect(f.setup.value).toBeUndefined()
    expect(Object.keys(f.checked.value!.problems.x)).toEqual(['from'])
  })

  it('refuses one parameter on both axes', async () => {
    const f = form()
    await f.openModel({ sample: 'any' })
    f.chooseParameter('y', 'pCO')
    expect(f.checked.value!.problems.y.parameter).toBeDefined()
    expect(f.setup.value).toBeUndefined()
  })

  it('sends changed fixed values as numbers, without those that are on an axis', async () => {
    const f = form()
    await f.openModel({ sample: 'any' })
    f.edit({ settings: { T: '550 K', pCO: '0.3', 'Ga(CO oxidation)': '4e-1' } })
    expect(f.setup.value?.settings).toEqual({ T: 550, 'Ga(CO oxidation)': 0.4 })
  })

  it('sends own coverages by species', async () => {
    const f = form()
    await f.openModel({ sample: 'any' })
    f.edit({ start: START_CUSTOM, coverages: { 'CO*': '0.9999' } })
    expect(f.setup.value?.start).toEqual({ 'CO*': 0.9999 })
    f.edit({ coverages: { 'CO*': '1.1' } })
    expect(f.setup.value).toBeUndefined()
  })

  it('asks for analysis only when somebody wants it', async () => {
    const f = form()
    await f.openModel({ sample: 'any' })
    expect(f.setup.value).not.toHaveProperty('analysis')
    f.edit({ analysis: { control: 'CO2' } })
    expect(f.setup.value?.analysis).toEqual({ control: 'CO2' })
  })

  it('goes on with the rate the model is about when the gas that was analysed is edited away', async () => {
    const edited: ModelView = {
      ...fakeModel,
      mechanism: {
        ...fakeModel.mechanism,
        gases: fakeModel.mechanism.gases.filter(({ name }) => name !== 'CO'),
      },
    }
    const f = form(source => Promise.resolve('text' in source ? edited : fakeModel))
    await f.openModel({ sample: 'any' })
    f.edit({ analysis: { states: true, control: 'CO' } })
    await f.reviseModel('edited', 'mine')
    expect(f.form.value?.analysis).toEqual({ states: true, control: 'CO2' })
  })

  it('wants a number of workers', async () => {
    const f = form()
    await f.openModel({ sample: 'any' })
    f.edit({ workers: Number.NaN })
    expect(f.setup.value).toBeUndefined()
    expect(f.checked.value?.problems.workers).toBeDefined()
  })

  it('shows the form of a session just as it was sent', async () => {
    const f = form()
    const sent = {
      ...setupOf(7, 9),
      y: { parameter: 'T', scale: 'log', from: 400, to: 600, count: 9 } as const,
      settings: { pO2: 1e-7 },
      start: { 'O*': 0.25 },
      solver: { rtol: 1e-9 },
      analysis: { states: true, control: 'O2' },
    } as const
    await f.show({ ...sent, start: { 'O*': 0.25, '*': 0.75 } })
    expect(f.setup.value).toEqual(sent)
  })

  it('keeps the model in use when another one has errors, and lists them', async () => {
    const finding = {
      severity: 'error',
      rule: 'r',
      field: 'f',
      value: 'v',
      message: 'm',
      remedy: 'do',
    } as const
    const f = form(source =>
      'sample' in source
        ? Promise.resolve(fakeModel)
        : Promise.reject(new IsobarError('model/invalid', 'bad', { findings: [finding] })),
    )
    await f.openModel({ sample: 'any' })
    await f.openModel({ path: '/bad.yaml' })
    expect(f.findings.value).toEqual([finding])
    expect(f.setup.value).toBeDefined()
  })

  it('lets a later choice of model win over a slower earlier one', async () => {
    let answer: (view: ModelView) => void = () => {}
    const f = form(source =>
      'path' in source ? new Promise(resolve => (answer = resolve)) : Promise.resolve(fakeModel),
    )
    const slow = f.openModel({ path: '/slow.yaml' })
    await f.openModel({ sample: 'quick' })
    answer({ ...fakeModel, text: 'slow' })
    await slow
    expect(f.model.value?.text).toBe(fakeModel.text)
    expect(f.source.value).toEqual({ sample: 'quick' })
  })
})
