import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModelFile, readSample, sampleIds } from '../../../src/node/desk/models.js'
import { isCode } from '../../../src/shared/errors.js'

let folder = ''
const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-models-'))
  file('b.yaml', 'name: b')
  file('a.yml', 'name: a')
  file('notes.txt', 'not a model')
})
afterAll(() => rmSync(folder, { recursive: true }))

const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (thrown) {
    if (isCode(thrown, 'input/invalid')) return thrown.message
    throw thrown
  }
  return 'accepted'
}

describe('model files', () => {
  it('are listed as samples by name', () => {
    expect(sampleIds(folder)).toEqual(['a', 'b'])
    expect(readSample(folder, 'b')).toEqual({ label: 'b', stem: 'b', text: 'name: b' })
  })

  it('are read as UTF-8 or as UTF-16 with a byte-order mark, mark removed', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name: m', 'utf16le')])
    expect(readModelFile(file('wide.yaml', utf16)).text).toBe('name: m')
    expect(readModelFile(file('bom.yaml', '\uFEFFname: m')).text).toBe('name: m')
  })

  it('are refused when missing, a folder, or not text', () => {
    expect(refusal(() => readModelFile(join(folder, 'gone.yaml')))).toContain('cannot be read')
    expect(refusal(() => readModelFile(folder))).toContain('cannot be read')
    expect(refusal(() => readModelFile(file('raw.yaml', Uint8Array.of(0xff, 0xd8, 0xff))))).toContain(
      'not text',
    )
  })

  it('cannot be reached outside the folder by the name of a sample', () => {
    expect(refusal(() => readSample(folder, '../b'))).toContain('no such sample')
  })
})
