import { describe, expect, it } from 'vitest'
import { menuHandlers } from '../../../src/node/desk/menu-handlers.js'
import { isCode } from '../../../src/shared/errors.js'

const refusal = (argument: unknown): boolean => {
  try {
    menuHandlers(() => {}).setMenuWords(argument)
    return false
  } catch (thrown) {
    return isCode(thrown, 'input/invalid')
  }
}

describe('the words of the native menu', () => {
  it('reach the menu as they were told', () => {
    const shown: unknown[] = []
    menuHandlers(words => shown.push(words)).setMenuWords({ 'menu.file': '文件' })
    expect(shown).toEqual([{ 'menu.file': '文件' }])
  })

  it('are refused where they are no words of a menu', () => {
    expect([null, ['a'], { a: 1 }, { a: 'x'.repeat(500) }].map(refusal)).toEqual([true, true, true, true])
  })

  it('are nothing to a host without a menu', () => {
    expect(() => menuHandlers(undefined).setMenuWords({ a: 'b' })).not.toThrow()
  })
})
