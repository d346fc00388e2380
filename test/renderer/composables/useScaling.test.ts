import { describe, expect, it } from 'vitest'
import { useOwner } from '../../../src/renderer/composables/useOwner.js'
import { useScaling } from '../../../src/renderer/composables/useScaling.js'
import { studyReport } from '../../../src/shared/scaling/study-text.js'
import { channelPair } from '../support/channel-pair.js'
import { createFakeOwner } from '../support/fake-owner.js'
import { fakeStudy } from '../support/fake-scaling.js'
import { settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

describe('useScaling', () => {
  it('shows the numbers of `isobar scale --json` for the same study, and follows a new one', async () => {
    const owner = createFakeOwner({ study: true })
    const { result } = withScope(() =>
      useScaling(
        useOwner(() => {
          const [near, far] = channelPair()
          const detach = owner.attach(far)
          return Promise.resolve({ channel: near, closed: new Promise(() => {}), close: detach })
        }),
      ),
    )
    await settle()
    const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
    expect(asJson(result.analysis.value)).toEqual(asJson(studyReport(fakeStudy).analysis))
    owner.scaling.change({ study: { ...fakeStudy, runs: fakeStudy.runs.slice(0, 3) } })
    await settle()
    expect(result.analysis.value!.levels.map(({ workers }) => workers)).toEqual([1])
  })
})
