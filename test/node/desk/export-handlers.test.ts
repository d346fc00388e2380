import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportHandlers } from '../../../src/node/desk/export-handlers.js'
import type { SessionDesk } from '../../../src/node/desk/session-desk.js'
import { writeFileWhole } from '../../../src/node/session/write-file.js'
import { MAX_FIGURE_BYTES } from '../../../src/shared/export-contract.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-figure-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const sessions = {
  saveFigure: (bytes: Uint8Array, path: string) => writeFileWhole(path, [bytes]),
} as SessionDesk
const handlers = exportHandlers(sessions, () => {
  throw new Error('there is no sweep')
})
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3)

describe('saving a figure', () => {
  it('writes the bytes of a picture', async () => {
    const path = join(folder, 'map.PNG')
    expect(await handlers.saveFigure({ format: 'png', path, bytes: PNG })).toEqual({ path, bytes: 11 })
    expect(new Uint8Array(readFileSync(path))).toEqual(PNG)
  })

  it.each([
    ['another kind of file', { format: 'pdf', bytes: PNG }, 'bytes'],
    ['a name of another kind', { format: 'png', path: '/tmp/.bashrc', bytes: PNG }, 'path'],
    ['text', { format: 'svg', bytes: '<svg />' }, 'bytes'],
    ['a format that is none', { format: 'exe', bytes: PNG }, 'format'],
    [
      'more than fits into a message',
      { format: 'png', bytes: new Uint8Array(MAX_FIGURE_BYTES + 1) },
      'bytes',
    ],
  ])('refuses %s, and writes nothing', (_, argument, field) => {
    const call = (): unknown =>
      handlers.saveFigure({ path: join(folder, `a.${argument.format}`), ...argument })
    expect(call).toThrow(
      expect.objectContaining({ code: 'input/invalid', data: expect.objectContaining({ field }) as object }),
    )
    expect(readdirSync(folder)).toEqual([])
  })
})
