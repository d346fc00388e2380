import { describe, expect, it } from 'vitest'
import { formatFor } from '../../src/cli/commands/export.js'

describe('the format of an export', () => {
  it('follows the extension, and what is said goes before it', () => {
    expect(formatFor({ output: 'map.CSV' })).toBe('csv')
    expect(formatFor({ output: 'map.json' })).toBe('json')
    expect(formatFor({ output: 'map.txt', format: 'csv' })).toBe('csv')
  })

  it.each([{ output: '-' }, { output: 'map.nc' }, { output: 'map.csv', format: 'png' }])(
    'is refused with the list of those that exist: %j',
    options => {
      expect(() => formatFor(options)).toThrow(expect.objectContaining({ code: 'input/invalid' }))
      try {
        formatFor(options)
      } catch (thrown) {
        expect(thrown).toMatchObject({ data: { field: '--format', remedy: 'choose one of csv, json' } })
      }
    },
  )
})
