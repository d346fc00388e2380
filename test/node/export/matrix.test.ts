import { expect, it } from 'vitest'
import { exportPieces } from '../../../src/node/session/export.js'
import { outputsOf } from '../../../src/shared/record.js'
import { withHoles } from './with-holes.js'

it('a matrix has x along its first line, y down its first column, and empty fields for holes', () => {
  const { source, plan, ledger, missing, failed } = withHoles()
  const text = [...exportPieces(source, { format: 'matrix', output: 'coverage(A*)' })].join('')
  const rows = text
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))
  expect(rows[0]).toEqual([
    '\uFEFFcoverage(A*) [1]; y: kr [1]; x: pA [1]',
    ...plan.x.values.map(value => String(value)),
  ])
  expect(rows.slice(1).map(row => Number(row[0]))).toEqual(plan.y.values)
  const values = rows.slice(1).flatMap(row => row.slice(1))
  const expected = ledger.valuesOf(outputsOf(plan.mechanism).find(({ name }) => name === 'coverage(A*)')!)
  expect(values.map(value => (value === '' ? NaN : Number(value)))).toEqual([...expected])
  expect([values[missing], values[failed]]).toEqual(['', ''])
})

it('a matrix of an output that the model lacks is refused with those it has', () => {
  const { source } = withHoles()
  expect(() => exportPieces(source, { format: 'matrix', output: 'tof(Xe)' })).toThrow(
    expect.objectContaining({
      data: expect.objectContaining({ remedy: expect.stringContaining('tof(A)') as string }) as object,
    }),
  )
})
