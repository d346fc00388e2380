import { describe, expect, it } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { usePins } from '../../../src/renderer/composables/usePins.js'
import { withScope } from '../support/with-scope.js'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
}

describe('pins', () => {
  it('are kept for each session, and there when it comes back', async () => {
    const storage = memory()
    const session = shallowRef<string | undefined>('a')
    const { result: pins } = withScope(() => usePins(session, storage))
    pins.add({ i: 3, j: 4 })
    pins.add({ i: 3, j: 4 })
    pins.add({ i: 5, j: 6 })
    pins.rename(2, 'edge')
    session.value = 'b'
    await nextTick()
    expect(pins.pins.value).toEqual([])
    session.value = 'a'
    await nextTick()
    expect(pins.pins.value).toEqual([
      { id: 1, i: 3, j: 4, name: '' },
      { id: 2, i: 5, j: 6, name: 'edge' },
    ])
  })

  it('keep their numbers when one is removed', () => {
    const { result: pins } = withScope(() => usePins(shallowRef('a'), memory()))
    for (const i of [1, 2, 3]) pins.add({ i, j: 0 })
    pins.remove(2)
    pins.add({ i: 4, j: 0 })
    expect(pins.pins.value.map(pin => pin.id)).toEqual([1, 3, 4])
  })

  it('start anew where what is stored is not a list of pins', () => {
    const storage = memory()
    storage.setItem('isobar.pins.a', '[{"id":1,"i":-1,"j":0,"name":""},7]')
    storage.setItem('isobar.pins.b', '{"nonsense"')
    expect(withScope(() => usePins(shallowRef('a'), storage)).result.pins.value).toEqual([])
    expect(withScope(() => usePins(shallowRef('b'), storage)).result.pins.value).toEqual([])
  })
})
