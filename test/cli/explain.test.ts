import { describe, expect, it } from 'vitest'
import { explain, formatFindings } from '../../src/cli/explain.js'
import { IsobarError } from '../../src/shared/errors.js'

describe('explaining an error to people', () => {
  it('names field, value and remedy of bad input, and exits 2', () => {
    const error = new IsobarError('input/invalid', 'axis x has one value', {
      field: 'x',
      value: 'pCO=lin:1:1:1',
      remedy: 'give at least two values',
    })
    expect(explain(error)).toEqual({
      exit: 2,
      text: 'error: axis x has one value\n  field: x\n  value: pCO=lin:1:1:1\n  remedy: give at least two values\n',
    })
  })

  it('prints findings as a compiler does', () => {
    const text = formatFindings('m.yaml', [
      {
        severity: 'error',
        rule: 'unknown-species',
        line: 12,
        column: 5,
        field: 'steps[2].equation',
        value: 'CO* + Q*',
        message: 'Q* is not a species',
        remedy: 'add it or correct it',
      },
    ])
    expect(text).toBe(
      'm.yaml:12:5: error: Q* is not a species [unknown-species]\n' +
        '  field: steps[2].equation  value: CO* + Q*\n  remedy: add it or correct it\n',
    )
  })

  it('names the doctor for a computer that cannot be reached', () => {
    const address = '192.168.1.5:47110'
    const data = { address, reason: 'nothing listens there' }
    const error = new IsobarError('peer/unreachable', `cannot reach ${address}: nothing listens there`, data)
    expect(explain(error)).toEqual({
      exit: 2,
      text:
        `error: cannot reach ${address}: nothing listens there\n` +
        `  remedy: isobar doctor ${address} names what is in the way\n`,
    })
  })

  it('says what is kept when the disk is full', () => {
    const error = new IsobarError('session/unwritable', 'cannot save', {
      path: '/d/a.isobar',
      reason: 'database or disk is full',
      freeBytes: 2048,
    })
    const { exit, text } = explain(error)
    expect(exit).toBe(2)
    expect(text).toContain('/d/a.isobar')
    expect(text).toContain('2 kB free')
    expect(text).toContain('kept: everything saved so far')
    expect(text).toContain('make room')
  })

  it('never shows a stack, and exits 4 for what nobody foresaw', () => {
    const { exit, text } = explain(new TypeError('x is not a function'))
    expect(exit).toBe(4)
    expect(text).toContain('x is not a function')
    expect(text).not.toMatch(/\n\s+at /)
  })

  it('gives a locked session to its owner by process id', () => {
    const { exit, text } = explain(
      new IsobarError('session/locked', 'the session is open elsewhere', { path: 'a.isobar', pid: 4711 }),
    )
    expect(exit).toBe(2)
    expect(text).toContain('4711')
  })
})
