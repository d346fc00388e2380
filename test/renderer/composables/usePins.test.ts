import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { type UseOwner } from '../../../src/renderer/composables/useOwner.js'
import { usePins } from '../../../src/renderer/composables/usePins.js'
import { type Pin } from '../../../src/shared/map-contract.js'
import { settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
}

/** The owner's side: pins of each session, and which of them may not be written. */
function files(current: { value: string | undefined }, readOnly: readonly string[] = []) {
  const kept = new Map<string, readonly Pin[]>()
  const owner = {
    pins: async () => kept.get(current.value!) ?? [],
    keepPins: async ({ pins }: { pins: readonly Pin[] }) => {
      if (readOnly.includes(current.value!)) return false
      kept.set(current.value!, pins)
      return true
    },
  } as unknown as UseOwner['owner']
  return { kept, owner }
}

describe('pins', () => {
  it('are kept in each session, and there when it is opened in another browser', async () => {
    const session = shallowRef<string | undefined>('a')
    const { owner } = files(session)
    const { result: pins } = withScope(() => usePins({ owner }, session, memory()))
    pins.add({ i: 3, j: 4 })
    pins.add({ i: 3, j: 4 })
    pins.add({ i: 5, j: 6 })
    pins.rename(2, 'edge')
    session.value = 'b'
    await settle()
    expect(pins.pins.value).toEqual([])
    session.value = 'a'
    const { result: elsewhere } = withScope(() => usePins({ owner }, session, memory()))
    await settle()
    const expected = [
      { id: 1, i: 3, j: 4, name: '' },
      { id: 2, i: 5, j: 6, name: 'edge' },
    ]
    expect([pins.pins.value, elsewhere.pins.value]).toEqual([expected, expected])
  })

  it('are kept by this browser where the session may not be written, and leave it once they are in a file', async () => {
    const session = shallowRef<string | undefined>('a')
    const storage = memory()
    const locked = withScope(() => usePins(files(session, ['a']), session, storage)).result
    locked.add({ i: 1, j: 2 })
    await settle()
    const { kept, owner } = files(session)
    const { result: pins } = withScope(() => usePins({ owner }, session, storage))
    await settle()
    expect(pins.pins.value).toEqual([{ id: 1, i: 1, j: 2, name: '' }])
    pins.rename(1, 'peak')
    await settle()
    expect(kept.get('a')).toEqual([{ id: 1, i: 1, j: 2, name: 'peak' }])
    expect(storage.getItem('isobar.pins.a')).toBeNull()
  })

  it('keep their numbers when one is removed', () => {
    const session = shallowRef('a')
    const { result: pins } = withScope(() => usePins(files(session), session, memory()))
    for (const i of [1, 2, 3]) pins.add({ i, j: 0 })
    pins.remove(2)
    pins.add({ i: 4, j: 0 })
    expect(pins.pins.value.map(pin => pin.id)).toEqual([1, 3, 4])
  })

  it('start anew where what is stored is not a list of pins', async () => {
    const storage = memory()
    storage.setItem('isobar.pins.a', '[{"id":1,"i":-1,"j":0,"name":""},7]')
    storage.setItem('isobar.pins.b', '{"nonsense"')
    for (const id of ['a', 'b']) {
      const session = shallowRef(id)
      const { result: pins } = withScope(() => usePins(files(session), session, storage))
      await settle()
      expect(pins.pins.value).toEqual([])
    }
  })
})
