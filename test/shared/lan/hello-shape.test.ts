import { describe, expect, it } from 'vitest'
import { parseHello } from '../../../src/shared/lan/hello-shape.js'

const hello = { protocol: 1, engine: 'e', version: '1', name: 'lab', cores: 4 }

describe('what another computer says of itself', () => {
  it('is taken as it is, without what is not asked for', () => {
    expect(parseHello({ ...hello, more: 1 })).toEqual(hello)
  })

  it('cannot rearrange the line in which it is shown', () => {
    expect(parseHello({ ...hello, name: 'a\u202eb\nc\u0007' }).name).toBe('abc')
    expect(parseHello({ ...hello, name: '\n' }).name).toBe('unnamed')
  })

  it.each([
    [undefined],
    [null],
    ['text'],
    [{}],
    [{ ...hello, cores: 1e9 }],
    [{ ...hello, cores: 1.5 }],
    [{ ...hello, protocol: '1' }],
    [{ ...hello, name: 'x'.repeat(65) }],
    [{ ...hello, engine: {} }],
  ])('is refused when it is %j', value => {
    expect(() => parseHello(value)).toThrow(expect.objectContaining({ code: 'net/bad-frame' }))
  })
})
