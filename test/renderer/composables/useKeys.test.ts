// @vitest-environment happy-dom
import { computed, effectScope, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Action } from '../../../src/renderer/composables/useActions.js'
import { useKeys } from '../../../src/renderer/composables/useKeys.js'

let scope: EffectScope
let done: string[]
let possible: boolean

beforeEach(() => {
  done = []
  possible = true
  document.body.innerHTML = '<input id="field"><div id="map" tabindex="0"></div>'
  const action = (id: string, keys: string): Action => ({
    id,
    group: 'run',
    title: () => id,
    keys,
    enabled: () => possible,
    run: () => done.push(id),
  })
  scope = effectScope()
  scope.run(() =>
    useKeys(
      window as unknown as Window,
      computed(() => [action('start', 'mod+enter'), action('map', 'm')]),
    ),
  )
})
afterEach(() => scope.stop())

/** Presses a key on an element; true where nobody else gets to see it. */
function press(id: string, key: string, held: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held })
  document.getElementById(id)!.dispatchEvent(event)
  return event.defaultPrevented
}

describe('a key', () => {
  it('does what it stands for, once, and nobody else does', () => {
    expect(press('map', 'Enter', { ctrlKey: true })).toBe(true)
    expect(press('map', 'm')).toBe(true)
    expect(done).toEqual(['start', 'map'])
  })

  it('writes while one types, unless it goes with Ctrl', () => {
    expect(press('field', 'm')).toBe(false)
    expect(press('field', 'Enter', { ctrlKey: true })).toBe(true)
    expect(done).toEqual(['start'])
  })

  it('does nothing where that makes no sense, and lets nothing else happen either', () => {
    possible = false
    expect(press('map', 'Enter', { ctrlKey: true })).toBe(true)
    expect(done).toEqual([])
  })

  it('belongs to a dialog that is open', () => {
    document.body.insertAdjacentHTML('beforeend', '<div role="dialog" data-state="open"></div>')
    expect(press('map', 'm')).toBe(false)
    expect(done).toEqual([])
  })

  it('is done once however long it is held', () => {
    press('map', 'm', { repeat: true })
    expect(done).toEqual([])
  })

  it('is free again when the window is gone', () => {
    scope.stop()
    expect(press('map', 'm')).toBe(false)
  })
})
