import { describe, expect, it } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { READOUT_PAUSE_MS, useReadout } from '../../../src/renderer/composables/useReadout.js'
import { type PointView } from '../../../src/shared/owner-contract.js'
import { manualTime, settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

const answerFor = (point: number): PointView => ({
  point,
  x: 0,
  y: 0,
  status: 1,
  reason: undefined,
  values: new Float64Array(),
  computedBy: undefined,
  computedAt: undefined,
})

function setUp() {
  const time = manualTime()
  const point = shallowRef<number | undefined>()
  const revision = shallowRef(0)
  const asked: { point: number; answer: (view: PointView) => void; fail: () => void }[] = []
  const ask = (wanted: number): Promise<PointView> =>
    new Promise((answer, reject) =>
      asked.push({ point: wanted, answer, fail: () => reject(new Error('gone')) }),
    )
  const { result: shown, scope } = withScope(() => useReadout({ point, revision, ask, after: time.after }))
  return { time, point, revision, asked, shown, scope }
}

describe('useReadout', () => {
  it('asks once for a pointer that sweeps over many points, and for the last of them', async () => {
    const { time, point, asked } = setUp()
    for (const p of [1, 2, 3, 4]) {
      point.value = p
      await nextTick()
    }
    await time.pass(READOUT_PAUSE_MS)
    expect(asked.map(question => question.point)).toEqual([4])
  })

  it('does not show a late answer for a point that is no longer wanted', async () => {
    const { time, point, asked, shown } = setUp()
    point.value = 1
    await nextTick()
    await time.pass(READOUT_PAUSE_MS)
    point.value = 2
    await nextTick()
    asked[0]!.answer(answerFor(1))
    await settle()
    expect(shown.value).toBeUndefined()
    await time.pass(READOUT_PAUSE_MS)
    asked[1]!.answer(answerFor(2))
    await settle()
    expect(shown.value?.point).toBe(2)
  })

  it('asks again when the point may have changed', async () => {
    const { time, point, revision, asked } = setUp()
    point.value = 5
    await nextTick()
    await time.pass(READOUT_PAUSE_MS)
    asked[0]!.answer(answerFor(5))
    await settle()
    revision.value++
    await nextTick()
    await time.pass(READOUT_PAUSE_MS)
    expect(asked.length).toBe(2)
  })

  it('recovers from a question that failed', async () => {
    const { time, point, asked, shown } = setUp()
    point.value = 5
    await nextTick()
    await time.pass(READOUT_PAUSE_MS)
    asked[0]!.fail()
    await settle()
    point.value = 6
    await nextTick()
    await time.pass(READOUT_PAUSE_MS)
    asked[1]!.answer(answerFor(6))
    await settle()
    expect(shown.value?.point).toBe(6)
  })

  it('leaves no question waiting when its scope ends', async () => {
    const { time, point, asked, scope } = setUp()
    point.value = 5
    await nextTick()
    scope.stop()
    expect(time.pending()).toBe(0)
    await time.pass(READOUT_PAUSE_MS)
    expect(asked).toEqual([])
  })

  it('is empty when the pointer leaves', async () => {
    const { time, point, asked, shown } = setUp()
    point.value = 5
    await nextTick()
    await time.pass(READOUT_PAUSE_MS)
    asked[0]!.answer(answerFor(5))
    await settle()
    point.value = undefined
    await nextTick()
    expect(shown.value).toBeUndefined()
  })
})
