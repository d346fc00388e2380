import { describe, expect, it } from 'vitest'
import { createJournal } from '../../../src/node/lan/lan-log.js'

function scene() {
  const passed: string[] = []
  let changes = 0
  let now = 0
  const journal = createJournal(
    () => ++now,
    event => void passed.push(event),
    () => changes++,
  )
  return { ...journal, passed, changes: () => changes }
}

describe('the journal of other computers', () => {
  it('tells what happened in sentences, with the time, and passes each event on', () => {
    const { log, entries, passed, changes } = scene()
    log('helper-came', { fingerprint: 'b'.repeat(64), name: 'Lab 2', cores: 8, address: '10.0.0.2:47110' })
    log('refused', { from: '10.0.0.9', reason: 'not paired' })
    expect(entries()).toEqual([
      { at: 1, message: 'Lab 2 helps, with 8 cores, at 10.0.0.2:47110' },
      { at: 2, message: 'Turned 10.0.0.9 away: not paired' },
    ])
    expect([passed, changes()]).toEqual([['helper-came', 'refused'], 2])
  })

  it('tells an event for which it has no sentence by its name and facts', () => {
    const { log, entries } = scene()
    log('toString', { reason: 'EACCES' })
    expect(entries()[0]?.message).toBe('toString, reason EACCES')
  })

  it('shows nothing that another computer could rearrange the line with', () => {
    const { log, entries } = scene()
    log('helper-came', { name: 'Lab\u202e\n2', cores: 8, address: 'a' })
    expect(entries()[0]?.message).toBe('Lab2 helps, with 8 cores, at a')
  })

  it('keeps the last 200 entries, and none of the noise of discovery', () => {
    const { log, entries, passed } = scene()
    for (let k = 0; k < 300; k++) log('listening', { port: k })
    log('discovery-trouble', { reason: 'ENETUNREACH' })
    expect([entries().length, entries()[0]?.message, entries().at(-1)?.message]).toEqual([
      200,
      'Others reach this computer at port 100',
      'Others reach this computer at port 299',
    ])
    expect(passed.length).toBe(301)
  })

  it('hands out entries that do not change under the reader', () => {
    const { log, entries } = scene()
    const before = entries()
    log('listening', { port: 1 })
    expect(before).toEqual([])
  })
})
