import { describe, expect, it, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { ESTIMATE_PAUSE_MS, useEstimate } from '../../../src/renderer/composables/useEstimate.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { type SetupEstimate, type SweepSetup } from '../../../src/shared/owner-contract.js'
import { setupOf } from '../support/fake-model.js'
import { manualTime } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

function setUp(ask: (setup: SweepSetup) => Promise<SetupEstimate>) {
  const time = manualTime()
  const setup = shallowRef<SweepSetup | undefined>(setupOf(2, 2))
  const { result } = withScope(() => useEstimate({ setup, ask, after: time.after }))
  return { time, setup, ...result }
}

describe('useEstimate', () => {
  it('asks once typing has settled', async () => {
    const ask = vi.fn(() => Promise.resolve({ points: 4, bytes: 100, warnings: [] }))
    const { time, setup, estimate } = setUp(ask)
    await time.pass(ESTIMATE_PAUSE_MS - 1)
    setup.value = setupOf(3, 3)
    await nextTick()
    await time.pass(ESTIMATE_PAUSE_MS - 1)
    expect(ask).not.toHaveBeenCalled()
    await time.pass(1)
    expect(ask).toHaveBeenCalledExactlyOnceWith(setupOf(3, 3))
    expect(estimate.value?.points).toBe(4)
  })

  it('tells why the owner refuses, until the form changes', async () => {
    const refusal = new IsobarError('input/invalid', 'x.to: is not finite', {
      field: 'x.to',
      value: '1',
      remedy: 'Give a number',
    })
    const { time, setup, refusal: shown } = setUp(() => Promise.reject(refusal))
    await time.pass(ESTIMATE_PAUSE_MS)
    expect(shown.value).toBe('x.to: is not finite. Give a number')
    setup.value = setupOf(3, 3)
    await nextTick()
    expect(shown.value).toBeUndefined()
  })

  it('drops an answer to a form that has changed since', async () => {
    const answers: ((estimate: SetupEstimate) => void)[] = []
    const { time, setup, estimate } = setUp(() => new Promise(resolve => answers.push(resolve)))
    await time.pass(ESTIMATE_PAUSE_MS)
    setup.value = setupOf(3, 3)
    await nextTick()
    await time.pass(ESTIMATE_PAUSE_MS)
    answers[1]!({ points: 9, bytes: 0, warnings: [] })
    answers[0]!({ points: 4, bytes: 0, warnings: [] })
    await time.pass(0)
    expect(estimate.value?.points).toBe(9)
  })
})
