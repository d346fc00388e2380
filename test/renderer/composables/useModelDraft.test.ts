import { nextTick } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { START_CUSTOM } from '../../../src/renderer/composables/setup-form.js'
import { useModelDraft } from '../../../src/renderer/composables/useModelDraft.js'
import { useSetup } from '../../../src/renderer/composables/useSetup.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { type ModelSource, type ModelView } from '../../../src/shared/owner-contract.js'
import { outputsOf } from '../../../src/shared/record.js'

const BASE = `isobar: 1
name: toy
parameters: { T: 500 K, pCO: 1 bar, k: 1e3 1/s }
gases: { CO: pCO }
steps:
  - { label: lands, equation: "CO + * -> CO*", forward: { rate_constant: k } }
starts: { full: { CO*: 1 } }
map: { x: pCO=lin:1:2:5, y: T=lin:400:500:5 }
`

/** An owner that has BASE under every path, and reads texts as they are. */
const parse = (source: ModelSource): Promise<ModelView> => {
  const text = 'text' in source ? source.text : BASE.replaceAll('\n', '\r\n')
  return Promise.resolve().then(() => {
    const { mechanism, findings } = requireModel(text)
    return { mechanism, text, findings, outputs: outputsOf(mechanism) }
  })
}

function memoryStorage(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: key => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: key => void items.delete(key),
    clear: () => items.clear(),
    key: () => null,
    length: 0,
  }
}

let storage: Storage
beforeEach(() => (storage = memoryStorage()))

function desk() {
  const setup = useSetup(parse)
  let pending: (() => void) | undefined
  const draft = useModelDraft({
    setup,
    storage,
    after: (_, callback) => {
      pending = callback
      return () => (pending = undefined)
    },
    fail: thrown => {
      throw thrown
    },
  })
  return { setup, draft, pause: () => pending?.() }
}

const value = (setup: ReturnType<typeof useSetup>, name: string) =>
  setup.model.value!.mechanism.parameters.find(p => p.name === name)?.value

describe('edited text', () => {
  it('becomes the model of the set-up after a pause in typing', async () => {
    const { setup, draft, pause } = desk()
    await setup.openModel({ path: '/lab/toy.yaml' })
    expect(draft.text.value).toBe(BASE)
    expect([draft.dirty.value, draft.home.value.name]).toEqual([false, 'toy.yaml'])
    draft.edit(BASE.replace('500 K', '450 K'))
    expect(draft.state.value).toBe('checking')
    pause()
    await expect.poll(() => value(setup, 'T')).toBe(450)
    expect([draft.state.value, draft.dirty.value, draft.home.value.name]).toEqual([
      'in-use',
      true,
      'toy.yaml',
    ])
  })

  it('with errors leaves the last model in use, and says so', async () => {
    const { setup, draft } = desk()
    await setup.openModel({ path: '/lab/toy.yaml' })
    draft.edit(BASE.replace('forward: { rate_constant: k }', 'forward: { rate_constant: q }'))
    await draft.flush()
    expect(draft.state.value).toBe('refused')
    expect(setup.model.value!.text).toContain('rate_constant: k')
    expect([setup.refused.value, setup.findings.value]).toEqual([undefined, []])
    draft.edit(BASE)
    await draft.flush()
    expect([draft.state.value, draft.dirty.value]).toEqual(['in-use', false])
  })

  it('that is newer than the answer is not lost to it', async () => {
    const { setup, draft } = desk()
    await setup.openModel({ path: '/lab/toy.yaml' })
    draft.edit(BASE.replace('500 K', '450 K'))
    const first = draft.flush()
    draft.edit(BASE.replace('500 K', '460 K'))
    await first
    expect(draft.text.value).toContain('460 K')
    await draft.flush()
    expect(value(setup, 'T')).toBe(460)
  })

  it('keeps what was typed into the form as far as names match', async () => {
    const { setup, draft } = desk()
    await setup.openModel({ path: '/lab/toy.yaml' })
    setup.edit({
      x: { ...setup.form.value!.x, to: '7' },
      settings: { k: '5' },
      start: START_CUSTOM,
      coverages: { 'CO*': '0.5' },
    })
    draft.edit(BASE.replace('y: T=lin:400:500:5', 'y: T=lin:300:500:9').replace('name: toy', 'name: changed'))
    await draft.flush()
    expect(setup.form.value).toMatchObject({
      x: { parameter: 'pCO', to: '7' },
      // Nobody touched the other axis, so it follows the model.
      y: { from: '300', count: 9 },
      settings: { k: '5' },
      start: START_CUSTOM,
      coverages: { 'CO*': '0.5' },
    })
    draft.edit(
      BASE.replace('k: 1e3 1/s', 'q: 1e3 1/s')
        .replace('constant: k', 'constant: q')
        .replaceAll('CO*', 'OC*')
        .replace('forward', 'duplicate: false, forward'),
    )
    await draft.flush()
    expect(setup.form.value).toMatchObject({ x: { to: '7' }, settings: {}, coverages: {} })
  })
})

describe('another model', () => {
  it('takes the place of the draft', async () => {
    const { setup, draft } = desk()
    await setup.openModel({ path: '/lab/toy.yaml' })
    draft.edit(BASE.replace('500 K', '450 K'))
    await draft.flush()
    const before = draft.generation.value
    await setup.openModel({ path: '/lab/other.yaml' })
    expect(draft.home.value).toEqual({ path: '/lab/other.yaml', name: 'other.yaml' })
    expect([draft.text.value, draft.dirty.value, draft.generation.value]).toEqual([BASE, false, before + 1])
  })
})

describe('unsaved text', () => {
  it('survives a reload, and what is saved does not come back', async () => {
    const first = desk()
    await first.setup.openModel({ path: '/lab/toy.yaml' })
    first.draft.edit(BASE.replace('500 K', '450 K'))
    await nextTick()

    const second = desk()
    await second.setup.openModel({ path: '/lab/another.yaml' })
    expect(await second.draft.restore()).toBe('toy.yaml')
    expect(value(second.setup, 'T')).toBe(450)
    expect([second.draft.dirty.value, second.draft.home.value.path]).toEqual([true, '/lab/toy.yaml'])
    second.draft.markSaved('/lab/toy.yaml', second.draft.text.value)
    await nextTick()

    const third = desk()
    await third.setup.openModel({ path: '/lab/another.yaml' })
    expect(await third.draft.restore()).toBeUndefined()
  })

  it('of an unknown shape is passed over', async () => {
    storage.setItem('isobar.model-draft', '{"text": 3}')
    expect(await desk().draft.restore()).toBeUndefined()
  })
})
