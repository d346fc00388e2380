import { describe, expect, it } from 'vitest'
import { formatFor } from '../../src/cli/commands/export.js'

describe('the format of an export', () => {
  it('follows the extension, and what is said goes before it', () => {
    expect(formatFor({ file: 'map.CSV' })).toBe('csv')
    expect(formatFor({ file: 'map.json' })).toBe('json')
    expect(formatFor({ file: 'map.nc' })).toBe('nc')
    expect(formatFor({ file: 'map.csv', format: 'matrix' })).toBe('matrix')
    expect(formatFor({ file: 'map.txt', format: 'csv' })).toBe('csv')
  })

  it.each([{ file: '-' }, { file: 'map.xls' }, { file: 'map.csv', format: 'mat' }])(
    'is refused with the list of those that exist: %j',
    options => {
      expect(() => formatFor(options)).toThrow(expect.objectContaining({ code: 'input/invalid' }))
      try {
        formatFor(options)
      } catch (thrown) {
        expect(thrown).toMatchObject({
          data: { field: '--format', remedy: 'choose one of csv, matrix, json, nc, npz, png, svg' },
        })
      }
    },
  )

  it('says where a PDF comes from', () => {
    expect(() => formatFor({ file: 'map.pdf' })).toThrow(
      expect.objectContaining({
        data: expect.objectContaining({ remedy: expect.stringContaining('application') }),
      }),
    )
  })
})
