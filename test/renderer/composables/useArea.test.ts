import { describe, expect, it } from 'vitest'
import { cellsIn, useArea } from '../../../src/renderer/composables/useArea.js'

describe('a rectangle on the map', () => {
  it('lies between the cell where it was begun and where the pointer went, whatever the direction', () => {
    const area = useArea()
    area.begin({ i: 5, j: 2 }, 'drag')
    area.extend({ i: 3, j: 4 })
    expect(area.area.value).toEqual({ x0: 3, x1: 5, y0: 2, y1: 4 })
    expect(cellsIn(area.area.value!)).toBe(9)
  })

  it('stays when marking has ended, until it is cleared', () => {
    const area = useArea()
    area.begin({ i: 0, j: 0 }, 'keys')
    area.end()
    area.extend({ i: 3, j: 4 })
    expect(area.area.value).toEqual({ x0: 0, x1: 0, y0: 0, y1: 0 })
    area.clear()
    expect([area.area.value, area.marking.value]).toEqual([undefined, 'off'])
  })

  it('waits for the first cell once armed', () => {
    const area = useArea()
    area.arm()
    area.extend({ i: 1, j: 1 })
    expect([area.area.value, area.marking.value]).toEqual([undefined, 'armed'])
  })
})
