import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from '../../src/main/window-state.js'

const folder = mkdtempSync(join(tmpdir(), 'isobar-window-'))
afterAll(() => rmSync(folder, { recursive: true }))

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 }

describe('placeWindow', () => {
  it('opens in the middle of the first screen the first time', () => {
    expect(placeWindow(undefined, [laptop, monitor])).toEqual({ x: 80, y: 33, width: 1280, height: 860 })
  })

  it('opens where it was, on any screen that is still there', () => {
    const kept = { x: 1600, y: 100, width: 1800, height: 1000 }
    expect(placeWindow(kept, [laptop, monitor])).toEqual(kept)
  })

  it('comes back to the first screen, no larger than it, when its own is gone', () => {
    const kept = { x: 1600, y: 100, width: 1800, height: 1000 }
    expect(placeWindow(kept, [laptop])).toEqual({ x: 0, y: 25, width: 1440, height: 875 })
  })

  it.each([
    ['left of every screen', { x: -1250, y: 100, width: 1280, height: 860 }],
    ['with its title bar above the screen', { x: 100, y: -300, width: 1280, height: 860 }],
    ['with its title bar below the screen', { x: 100, y: 890, width: 1280, height: 860 }],
  ])('does not open %s, where nobody could drag it', (_, kept) => {
    expect(placeWindow(kept, [laptop])).toEqual({ x: 80, y: 33, width: 1280, height: 860 })
  })

  it('grows a window that was kept too small to use', () => {
    const { width, height } = placeWindow({ x: 10, y: 30, width: 5, height: 5 }, [laptop])
    expect([width, height]).toEqual([900, 620])
  })

  it('fits a screen smaller than the smallest window', () => {
    expect(placeWindow(undefined, [{ x: 0, y: 0, width: 800, height: 600 }])).toEqual({
      ...{ x: 0, y: 0, width: 800, height: 600 },
    })
  })
})

describe('the kept state', () => {
  it('is read as it was written', () => {
    const path = join(folder, 'window.json')
    const state = { bounds: { x: -5, y: 30, width: 1000, height: 700 }, maximized: true }
    writeWindowState(path, state)
    expect(readWindowState(path)).toEqual(state)
  })

  it.each([
    '',
    '{',
    'null',
    '7',
    '{"bounds":null}',
    '{"bounds":{"x":0,"y":0,"width":"9","height":9}}',
    '{"bounds":{"x":1e999,"y":0,"width":9,"height":9}}',
  ])('is ignored when it is %s', text => {
    const path = join(folder, 'bad.json')
    writeFileSync(path, text)
    expect(readWindowState(path)).toBeUndefined()
  })

  it('is no trouble when it cannot be read or written', () => {
    const path = join(folder, 'missing', 'window.json')
    expect(readWindowState(path)).toBeUndefined()
    expect(() => writeWindowState(path, { bounds: laptop, maximized: false })).not.toThrow()
  })
})
