import { beforeEach, describe, expect, it } from 'vitest'
import { createInvitations, type Invitations } from '../../../src/node/lan/invitations.js'

let now: number
let invitations: Invitations
beforeEach(() => {
  now = 500
  invitations = createInvitations(() => now)
})

describe('an invitation', () => {
  it('lets one in, once', () => {
    const { secret, expiresAt } = invitations.make({ validMs: 60_000 })
    expect(secret).toMatch(/^[\w-]{22}$/)
    expect(expiresAt).toBe(61_000)
    expect([invitations.spend(secret, 'a'), invitations.spend(secret, 'a')]).toEqual([true, false])
  })

  it('lets as many in as it was made for', () => {
    const { secret } = invitations.make({ validMs: 60_000, uses: 2 })
    expect(['a', 'b', 'c'].map(peer => invitations.spend(secret, peer))).toEqual([true, true, false])
  })

  it('ends when it expires', () => {
    const { secret, expiresAt } = invitations.make({ validMs: 60_000 })
    now = expiresAt
    expect(invitations.spend(secret, 'a')).toBe(false)
  })

  it('can be taken back, alone or with all others', () => {
    const [one, two] = [invitations.make({ validMs: 1000 }), invitations.make({ validMs: 1000 })]
    invitations.revoke(one.secret)
    expect(invitations.spend(one.secret, 'a')).toBe(false)
    invitations.revokeAll()
    expect(invitations.spend(two.secret, 'a')).toBe(false)
  })

  it('does not bring back one who was forgotten after it was made', () => {
    const before = invitations.make({ validMs: 1000, uses: 9 })
    invitations.exclude('a')
    const after = invitations.make({ validMs: 1000, uses: 9 })
    expect([before, after].map(({ secret }) => invitations.spend(secret, 'a'))).toEqual([false, true])
    expect(invitations.spend(before.secret, 'b')).toBe(true)
  })

  it('is not opened by what is not its secret', () => {
    const { secret } = invitations.make({ validMs: 1000 })
    for (const guess of ['', secret.slice(1), `${secret}x`, secret.toLowerCase().toUpperCase()])
      expect(invitations.spend(guess, 'a')).toBe(false)
    expect(invitations.spend(secret, 'a')).toBe(true)
  })
})
