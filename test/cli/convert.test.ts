import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EXIT } from '../../src/cli/exit-codes.js'
import type { Host } from '../../src/cli/host.js'
import { runProgram } from '../../src/cli/program.js'

const folder = mkdtempSync(join(tmpdir(), 'isobar-convert-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a command line in `folder`; what it would print. */
async function run(...argv: string[]) {
  let [out, err] = ['', '']
  const terminal = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) }
  const modelFolder = resolve(import.meta.dirname, '../../resources/models')
  const host = { cwd: folder, modelFolder, version: '1', terminal } as unknown as Host
  return { exit: await runProgram(argv, host), out, err }
}

describe('isobar convert', () => {
  it('prints a script under the conditions that are set, axes of the map included', async () => {
    const { exit, out } = await run('convert', 'co-oxidation-pt100', '--to', 'python', '--set', 'pCO=0.3')
    expect(exit).toBe(EXIT.solved)
    expect(out).toContain('# p(CO) / p0 = 0.3\n')
    expect(out).toContain('# T = 500 K, p0 = 101325 Pa; set: pCO = 0.3\n')
  })

  it('writes a mechanism of Cantera with the site density that is asked for, and never over a file', async () => {
    const command = [
      'convert',
      'co-oxidation-pt100',
      '--to',
      'cantera',
      '--site-density',
      '2e-9',
      '-o',
      'a.yaml',
    ]
    expect((await run(...command)).exit).toBe(EXIT.solved)
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toContain('  site-density: 2e-8\n')
    const again = await run(...command)
    expect(again.exit).toBe(EXIT.badInput)
    expect(again.err).toContain('exists already')
  })

  it.each([
    ['an unknown program', ['--to', 'fortran']],
    ['no program', []],
    ['an unknown parameter', ['--to', 'python', '--set', 'pC=1']],
    ['an impossible value', ['--to', 'python', '--set', 'T=-1']],
    ['an unknown start', ['--to', 'python', '--start', 'full']],
    ['a site density of zero', ['--to', 'cantera', '--site-density', '0']],
  ])('refuses %s', async (_, options) => {
    const { exit, out, err } = await run('convert', 'co-oxidation-pt100', ...options)
    expect([exit, out]).toEqual([EXIT.badInput, ''])
    expect(err).not.toBe('')
  })
})

describe('isobar check', () => {
  it('tells suspicions with their lines, and still says ok', async () => {
    const text = readFileSync(
      resolve(import.meta.dirname, '../../resources/models/co-oxidation-pt100.yaml'),
      'utf8',
    )
    writeFileSync(join(folder, 'b.yaml'), text.replace('barrier: 0.39 eV', 'barrier: 39 eV'))
    const { exit, out } = await run('check', 'b.yaml', '--json')
    expect(exit).toBe(EXIT.solved)
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      findings: [{ severity: 'warning', rule: 'high-barrier', line: expect.any(Number) }],
    })
  })
})
