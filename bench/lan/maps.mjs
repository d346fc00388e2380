import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { axisOption, SAMPLE } from '../isobar/whole-map.mjs'
import { runOwner } from './installation.mjs'

/** A map of case B, n × n, computed by an owner who has `workers` processes of his own and `rest` of the command. */
export async function mapOf(home, kase, n, workers, rest, options) {
  const session = join(home.folder, 'map.isobar')
  try {
    return await runOwner(
      home,
      [
        SAMPLE,
        ...['--x', axisOption('pCO', kase.pCO, n), '--y', axisOption('pO2', kase.pO2, n)],
        ...['--workers', workers, '--session', session, '--json', ...rest],
      ],
      options,
    )
  } finally {
    rmSync(session, { force: true })
  }
}
