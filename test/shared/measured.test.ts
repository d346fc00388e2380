import { describe, expect, it } from 'vitest'
import { readMeasured } from '../../src/shared/measured/measured-csv.js'

const question = {
  x: { name: 'pCO', unit: 'bar' },
  y: { name: 'T', unit: 'K' },
  output: { name: 'tof(CO2)', unit: 's-1' },
}
const read = (...lines: string[]) => readMeasured(lines.join('\n'), question)

describe('measured points', () => {
  it('are found by the names in the header and converted from its units', () => {
    const answer = read('sample,T (°C),pCO (mbar),TOF (1/min)', 'Pt-1,226.85,250,120')
    expect(answer).toEqual({
      measured: {
        points: [{ x: 0.25, y: expect.closeTo(500, 9) as number, value: 2, label: 'Pt-1' }],
        value: 'TOF',
      },
    })
  })

  it('are taken in the order x, y, value, label where the names say nothing', () => {
    const answer = read('# a note', 'a;b;c;d', '0.1;500;3.5;"first; best"', '', '0.2;510;;')
    expect(answer).toEqual({
      measured: {
        points: [
          { x: 0.1, y: 500, value: 3.5, label: 'first; best' },
          { x: 0.2, y: 510, value: undefined, label: '' },
        ],
        value: 'c',
      },
    })
  })

  it('keep tof(CO2) as a name, and do without values', () => {
    expect(read('pCO\tT\ttof(CO2)', '1\t500\t9')).toMatchObject({ measured: { value: 'tof(CO2)' } })
    expect(read('pCO,T', '1,500')).toMatchObject({
      measured: { points: [{ value: undefined }], value: undefined },
    })
  })

  it('are refused as a whole, with the line and what to do about it', () => {
    expect(read('pCO,T', '1,500', 'abc,500', '"1,5",', '3,4')).toEqual({
      problems: [
        { line: 3, message: expect.stringContaining('pCO: "abc" is not a number') as string },
        { line: 4, message: expect.stringContaining('has a comma') as string },
        { line: 4, message: expect.stringContaining('T: "" is empty') as string },
      ],
    })
  })

  it.each([
    ['', 'empty'],
    ['1,2\n3,4', 'numbers only'],
    ['pCO (kJ/mol),T\n1,2', 'does not fit pCO'],
    ['pCO (furlong),T\n1,2', 'not a unit'],
    ['pCO,T', 'no point'],
    ['pCO\n1', 'two columns'],
  ])('say what is wrong with the file %o', (text, message) => {
    const answer = readMeasured(text, question)
    expect('problems' in answer && answer.problems[0]!.message).toContain(message)
  })
})
