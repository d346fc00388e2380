import { describe, expect, it } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { INSPECTION_PAUSE_MS, useInspection } from '../../../src/renderer/composables/useInspection.js'
import { manualTime, settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

function setUp() {
  const time = manualTime()
  const point = shallowRef<number | undefined>(1)
  const revision = shallowRef(0)
  const asked: { point: number; answer: (text: string) => void; fail: () => void }[] = []
  const ask = (wanted: number): Promise<string> =>
    new Promise((answer, reject) =>
      asked.push({ point: wanted, answer, fail: () => reject(new Error('gone')) }),
    )
  const { result, scope } = withScope(() => useInspection({ point, revision, ask, after: time.after }))
  return { time, point, revision, asked, scope, ...result }
}

describe('useInspection', () => {
  it('asks only about the point where the cross-hair rests', async () => {
    const { time, point, asked } = setUp()
    for (const p of [2, 3, 4]) {
      point.value = p
      await nextTick()
    }
    await time.pass(INSPECTION_PAUSE_MS)
    expect(asked.map(question => question.point)).toEqual([4])
  })

  it('does not let a late answer replace a newer one, and keeps the former until there is a newer', async () => {
    const { time, point, asked, answer, asking } = setUp()
    await time.pass(INSPECTION_PAUSE_MS)
    point.value = 2
    await nextTick()
    await time.pass(INSPECTION_PAUSE_MS)
    asked[1]!.answer('second')
    await settle()
    asked[0]!.answer('first')
    await settle()
    expect([answer.value, asking.value]).toEqual(['second', false])

    point.value = 3
    await nextTick()
    expect([answer.value, asking.value]).toEqual(['second', true])
  })

  it('says why there is no answer, and asks again when the point changes', async () => {
    const { time, revision, asked, answer, problem } = setUp()
    await time.pass(INSPECTION_PAUSE_MS)
    asked[0]!.fail()
    await settle()
    expect([answer.value, problem.value]).toEqual([undefined, expect.stringContaining('gone')])
    revision.value++
    await nextTick()
    await time.pass(INSPECTION_PAUSE_MS)
    expect([asked.length, problem.value]).toEqual([2, undefined])
  })
})
