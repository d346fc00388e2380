import { computed, shallowRef } from 'vue'
import { describe, expect, it } from 'vitest'
import { type UseModelDraft } from '../../../src/renderer/composables/useModelDraft.js'
import { useModelFile } from '../../../src/renderer/composables/useModelFile.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { type SavedModel, type SaveModel } from '../../../src/shared/model-contract.js'
import { type HostInfo } from '../../../src/shared/owner-contract.js'

interface Setting {
  readonly path?: string
  readonly native?: string | null
  readonly answers?: (wish: SaveModel) => SavedModel
}

function desk({ path, native, answers = wish => ({ path: wish.path, outcome: 'saved' }) }: Setting) {
  const text = shallowRef('new')
  const saved = shallowRef('old')
  const home = shallowRef({ path, name: path ?? 'toy' })
  const draft = {
    text,
    saved,
    home,
    dirty: computed(() => text.value !== saved.value),
    markSaved: (to, written) => {
      saved.value = written
      home.value = { path: to, name: to }
    },
  } satisfies Partial<UseModelDraft>
  const wishes: SaveModel[] = []
  const failures: unknown[] = []
  const file = useModelFile({
    draft: draft as unknown as UseModelDraft,
    host: () => ({ nativeDialogs: native !== undefined }) as HostInfo,
    write: wish => {
      wishes.push(wish)
      return Promise.resolve().then(() => answers(wish))
    },
    choosePath: () => Promise.resolve(native ?? null),
    inform: () => undefined,
    fail: thrown => failures.push(thrown),
  })
  const asked = async (kind: string) => expect.poll(() => file.question.value?.kind).toBe(kind)
  return { draft, file, wishes, failures, asked }
}

describe('saving the model', () => {
  it('writes back to its file if that is still as it was opened', async () => {
    const { file, wishes, draft } = desk({ path: '/lab/a.yaml' })
    expect(await file.save()).toBe(true)
    expect(wishes).toEqual([{ path: '/lab/a.yaml', text: 'new', over: { text: 'old' } }])
    expect(draft.dirty.value).toBe(false)
  })

  it.each(['exists', 'changed'] as const)('asks before it replaces a file that %s', async outcome => {
    const { file, wishes, asked, draft } = desk({
      path: '/lab/a.yaml',
      answers: ({ path, over }) => ({ path, outcome: over === 'anything' ? 'saved' : outcome }),
    })
    const kept = file.save()
    await asked('replace')
    file.answer(undefined)
    expect([await kept, draft.dirty.value]).toEqual([false, true])
    const replaced = file.save()
    await asked('replace')
    file.answer('replace')
    expect([await replaced, draft.dirty.value]).toEqual([true, false])
    expect(wishes.map(wish => wish.over)).toEqual([{ text: 'old' }, { text: 'old' }, 'anything'])
  })

  it('of a sample asks where to, and asks again when that cannot be', async () => {
    const { file, asked, draft } = desk({
      answers: ({ path }) => {
        if (path === '/bad')
          throw new IsobarError('input/invalid', 'path: no', {
            field: 'path',
            value: path,
            remedy: 'Try another',
          })
        return { path, outcome: 'saved' }
      },
    })
    const done = file.save()
    await asked('path')
    expect(file.question.value).toMatchObject({ suggested: 'toy.yaml', problem: undefined })
    file.answer('/bad')
    await expect
      .poll(() => (file.question.value as { problem?: string } | undefined)?.problem)
      .toContain('Try another')
    file.answer('/lab/b.yaml')
    expect(await done).toBe(true)
    expect(draft.home.value.path).toBe('/lab/b.yaml')
  })

  it('trusts a native dialog only about the name it showed', async () => {
    const full = desk({ native: '/lab/b.yaml' })
    await full.file.saveAs()
    const short = desk({ native: '/lab/b' })
    await short.file.saveAs()
    expect([full.wishes[0]!.over, short.wishes[0]!.over]).toEqual(['anything', 'nothing'])
    expect(await desk({ native: null }).file.saveAs()).toBe(false)
  })
})

describe('leaving the model', () => {
  it('needs no word when nothing would be lost', async () => {
    const { file, draft } = desk({ path: '/lab/a.yaml' })
    draft.saved.value = 'new'
    expect(await file.mayLeave()).toBe(true)
  })

  it.each([
    ['discard', true, 0],
    ['save', true, 1],
    [undefined, false, 0],
  ] as const)('asks, and takes %s for an answer', async (answer, leaves, writes) => {
    const { file, asked, wishes } = desk({ path: '/lab/a.yaml' })
    const leaving = file.mayLeave()
    await asked('unsaved')
    file.answer(answer)
    expect(await leaving).toBe(leaves)
    expect(wishes).toHaveLength(writes)
  })

  it('stays when saving did not work', async () => {
    const { file, asked, failures } = desk({
      path: '/lab/a.yaml',
      answers: () => {
        throw new Error('disk')
      },
    })
    const leaving = file.mayLeave()
    await asked('unsaved')
    file.answer('save')
    expect(await leaving).toBe(false)
    expect(failures).toHaveLength(1)
  })
})
