import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runForJson } from '../support/programs.mjs'
import { root } from './source.mjs'

export const SAMPLE = join(root, 'resources', 'models', 'co-oxidation-pt100.yaml')

/** An axis of case B as the command line takes it. */
export const axisOption = (name, { from, to }, count) => `${name}=lin:${from}:${to}:${count}`

/**
 * Computes an n × n map of case B with the built `isobar run`, session file and all.
 * @param rtol of the integration; that of Isobar itself when undefined
 * @returns the object of `--json`; wallMs runs from the start of the workers to the last saved answer
 */
export async function wholeMap(kase, n, workers, rtol) {
  const folder = mkdtempSync(join(tmpdir(), 'isobar-bench-'))
  try {
    return await runForJson(process.execPath, [
      join(root, 'bin', 'isobar.mjs'),
      ...['run', SAMPLE],
      ...['--x', axisOption('pCO', kase.pCO, n), '--y', axisOption('pO2', kase.pO2, n)],
      ...(rtol === undefined ? [] : ['--rtol', rtol]),
      ...['--workers', workers, '--session', join(folder, 'map.isobar'), '--json'],
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
