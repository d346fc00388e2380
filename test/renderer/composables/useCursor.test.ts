import { describe, expect, it } from 'vitest'
import { computed, shallowRef } from 'vue'
import { useCursor } from '../../../src/renderer/composables/useCursor.js'

const size = shallowRef<{ nx: number; ny: number } | undefined>({ nx: 10, ny: 4 })
const cursor = () => useCursor(computed(() => size.value))

describe('useCursor', () => {
  it('follows the pointer until a click holds a cell, and lets go at a second click on it', () => {
    const c = cursor()
    c.hovered.value = { i: 3, j: 2 }
    expect(c.point.value).toBe(23)
    c.toggle({ i: 3, j: 2 })
    c.hovered.value = { i: 9, j: 0 }
    expect(c.point.value).toBe(23)
    c.toggle({ i: 3, j: 2 })
    expect(c.point.value).toBe(9)
  })

  it('starts in the middle by keyboard and stops at the border', () => {
    const c = cursor()
    c.move(1, 0)
    expect(c.cell.value).toEqual({ i: 5, j: 2 })
    c.move(-100, 1)
    c.move(0, 1)
    expect(c.cell.value).toEqual({ i: 0, j: 3 })
    c.release()
    expect(c.cell.value).toBeUndefined()
  })

  it('is nowhere on a map that has no such cell', () => {
    const c = cursor()
    c.toggle({ i: 9, j: 3 })
    size.value = { nx: 5, ny: 5 }
    expect(c.point.value).toBeUndefined()
    size.value = { nx: 10, ny: 4 }
  })
})
