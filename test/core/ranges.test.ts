import { describe, expect, it } from 'vitest'
import { createRanges } from '../../src/core/ranges.js'
import { seeded } from './support/random.js'

describe('ranges', () => {
  it('behave like a set of integers under any operations (300 seeded runs)', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = seeded(seed)
      const ranges = createRanges()
      const set = new Set<number>()
      for (let k = 0; k < 60; k++) {
        const from = Math.floor(random() * 50)
        const range = { from, to: from + Math.floor(random() * 20) }
        const inside = Array.from({ length: range.to - range.from }, (_, i) => from + i)
        const action = random()
        if (action < 0.5) {
          ranges.add(range)
          for (const i of inside) set.add(i)
        } else if (action < 0.8) {
          const removed = ranges.remove(range).flatMap(expand)
          expect(removed).toEqual(inside.filter(i => set.has(i)))
          for (const i of inside) set.delete(i)
        } else {
          const taken = ranges.take(1 + Math.floor(random() * 5))
          if (taken) for (const i of expand(taken)) expect(set.delete(i)).toBe(true)
          else expect(set.size).toBe(0)
        }
        expect(ranges.list().flatMap(expand)).toEqual([...set].sort((a, b) => a - b))
        expect(ranges.size()).toBe(set.size)
        for (const [i, { to }] of ranges.list().entries())
          expect(ranges.list()[i + 1]?.from ?? Infinity).toBeGreaterThan(to)
      }
    }
  })
})

const expand = ({ from, to }: { from: number; to: number }): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i)
