import { describe, expect, it } from 'vitest'
import { findChromium } from '../support/chromium.js'
import { honest, onlyKeys } from '../support/electron-standin/honest.js'
import { wireFormat } from '../support/electron-standin/wire.js'

describe('the Electron stand-in', () => {
  it('throws at what it does not have, to read or to set', () => {
    const app = honest('app', { getName: () => 'isobar', theme: 'system' }) as Record<string, unknown>
    expect(app['theme']).toBe('system')
    expect(() => app['setBadgeCount']).toThrow('has no app.setBadgeCount')
    expect(() => (app['dock'] = 1)).toThrow('cannot set app.dock')
  })

  it('throws at an option it does not know', () => {
    expect(() => onlyKeys('fork option', { stdio: 'pipe', env: {} }, ['stdio'])).toThrow('fork option env')
  })

  it('carries to and from the page what structured clone would, bit for bit', () => {
    const { encode, decode } = wireFormat()
    const message = {
      tiles: [Float64Array.of(NaN, -0, 5e-324), Uint8Array.of(1, 2), Uint32Array.of(2 ** 32 - 1)],
      text: 'θ',
      gone: undefined,
      special: [NaN, Infinity, -Infinity, -0, null],
      view: new Float64Array(Float64Array.of(1, 2, 3).buffer, 8, 1),
    }
    expect(decode(encode(message))).toStrictEqual(message)
  })

  it.each([[() => 1], [new Map()], [new Date(0)], [Symbol('x')], [1n]])('refuses to carry %s', value => {
    expect(() => wireFormat().encode({ value })).toThrow('cannot clone')
  })
})

describe('findChromium', () => {
  const everything = (): boolean => true

  it('takes the one that is named', () => {
    expect(findChromium({ ISOBAR_CHROMIUM: '/a', CHROME_PATH: '/b' }, everything)).toBe('/a')
    expect(findChromium({ CHROME_PATH: '/b' }, everything)).toBe('/b')
  })

  it('does not silently take another when the named one is missing', () => {
    expect(() => findChromium({ CHROME_PATH: '/b' }, path => path !== '/b')).toThrow('CHROME_PATH is /b')
  })

  it.runIf(process.platform === 'linux')('looks on the PATH', () => {
    expect(findChromium({ PATH: '/opt/a:/opt/b' }, path => path === '/opt/b/chromium')).toBe(
      '/opt/b/chromium',
    )
  })

  it('tells how to get one when there is none', () => {
    expect(() => findChromium({}, () => false)).toThrow(/install .*ISOBAR_CHROMIUM/)
  })
})
