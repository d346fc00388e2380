import { expect, it } from 'vitest'
import { formatReport } from '../../../src/node/lan/doctor-text.js'

it('prints one line a check, remedies below, and what to mend first', () => {
  const report = {
    checks: [
      { id: 'interfaces', label: 'Network', state: 'passed', detail: 'eth0 10.0.0.1', remedy: undefined },
      { id: 'port', label: 'Port', state: 'failed', detail: 'In use.', remedy: 'End the other.' },
      { id: 'firewall', label: 'Firewall', state: 'skipped', detail: 'Says nothing', remedy: undefined },
    ],
  } as const
  expect(formatReport(report).split('\n')).toEqual([
    'passed   Network   eth0 10.0.0.1',
    'failed   Port      In use.',
    '                   End the other.',
    'skipped  Firewall  Says nothing',
    '',
    'Mend first: Port.',
  ])
})

it('says so when nothing failed', () => {
  const check = { id: 'port', label: 'Port', state: 'passed', detail: 'free', remedy: undefined } as const
  expect(formatReport({ checks: [check] })).toMatch(/\n\nNo link of the chain failed\.$/)
})
