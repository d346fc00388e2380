import { expect, it } from 'vitest'
import { compiled } from '../../../src/worker/kinetics/compiled.js'

it('generated code of equal source is one function, so that the next map of a mechanism begins with fast code', () => {
  const add = compiled<(a: number, b: number) => number>('a,b', 'return a + b')
  expect(compiled('a,b', 'return a + b')).toBe(add)
  expect(compiled('b,a', 'return a + b')).not.toBe(add)
  expect(add(1, 2)).toBe(3)
  for (let k = 0; k < 100; k++) expect(compiled<() => number>('', `return ${k}`)()).toBe(k)
})
