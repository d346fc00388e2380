import { describe, expect, it } from 'vitest'
import { reasonOf, useNotices } from '../../../src/renderer/composables/useNotices.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { parseAddress } from '../../../src/shared/lan/address.js'

const refused = (message: string, remedy: string): IsobarError =>
  new IsobarError('input/invalid', message, { field: 'x', value: '', remedy })

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (thrown) {
    return thrown
  }
  return undefined
}

describe('the reason beside a field', () => {
  it.each([
    ['says the remedy once where the message holds it', refused('It is none. Give one.', 'Give one.')],
    ['adds the remedy where the message does not hold it', refused('It is none', 'Give one.')],
  ])('%s', (_, thrown) => {
    expect(reasonOf(thrown)).toBe('It is none. Give one.')
  })

  it('is one sentence and one remedy for an address that is none', () => {
    expect(reasonOf(thrownBy(() => parseAddress('lab')))).toBe(
      'The address cannot be used: it does not end in a port. Write host:port, as in 192.168.1.5:47110, lab.local:47110 or [fe80::1%eth0]:47110.',
    )
  })
})

describe('a notice', () => {
  it('shows the remedy below, not once more in its title', () => {
    const { notices, fail } = useNotices()
    fail(refused('It is none. Give one.', 'Give one.'))
    expect(notices.value).toMatchObject([{ title: 'It is none.', detail: 'Give one.' }])
  })
})
