import { describe, expect, it } from 'vitest'
import { useInvitation } from '../../../src/renderer/composables/useInvitation.js'
import { manualTime } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

const DAY = 86_400_000

function setUp(life: number) {
  const time = manualTime()
  let now = 1_780_000_000_000
  let made = 0
  const { result, scope } = withScope(() =>
    useInvitation({
      ask: () => Promise.resolve({ code: `code-${++made}`, expiresAt: now + life }),
      now: () => now,
      after: time.after,
    }),
  )
  return {
    ...result,
    scope,
    pending: time.pending,
    pass: (ms: number) => {
      now += ms
      return time.pass(ms)
    },
  }
}

describe('useInvitation', () => {
  it('shows a code until it expires', async () => {
    const { invitation, make, pass } = setUp(60_000)
    await make()
    await pass(59_999)
    expect(invitation.value?.code).toBe('code-1')
    await pass(1)
    expect(invitation.value).toBeUndefined()
  })

  it('counts the life of the newest code only', async () => {
    const { invitation, make, pass, pending } = setUp(60_000)
    await make()
    await pass(50_000)
    await make()
    await pass(50_000)
    expect(invitation.value?.code).toBe('code-2')
    expect(pending()).toBe(1)
  })

  it('lasts longer than a timer can count', async () => {
    const { invitation, make, pass } = setUp(30 * DAY)
    await make()
    await pass(25 * DAY)
    expect(invitation.value?.code).toBe('code-1')
    await pass(5 * DAY)
    expect(invitation.value).toBeUndefined()
  })

  it('leaves no timer behind', async () => {
    const { make, scope, pending } = setUp(60_000)
    await make()
    scope.stop()
    expect(pending()).toBe(0)
  })
})
