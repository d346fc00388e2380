import { availableParallelism } from 'node:os'
import { type Clock } from '../../core/ports.js'
import { clock as realClock, wallClock } from '../clock.js'
import { machineName } from '../machine-name.js'
import { type ForkWorker } from '../pool/worker-process.js'
import { absentLan } from './absent-lan.js'
import { configFolder } from './config-folder.js'
import { type Lan, type LanOptions } from './lan-port.js'
import { loadLanSettings, saveLanSettings } from './lan-settings.js'

export interface DeskLanOptions extends Pick<LanOptions, 'userIdleMs' | 'onBattery'> {
  readonly version: string
  readonly fork: ForkWorker
  readonly clock?: Clock
}

/**
 * Other computers for the window and the browser interface: what is chosen there is kept. Never rejects: an
 * identity that cannot be read or made is said in the interface, and the computer at hand works without.
 */
export async function deskLan({ clock = realClock, ...options }: DeskLanOptions): Promise<Lan> {
  const name = machineName()
  try {
    const folder = configFolder()
    // Commands that only compute do not load it.
    const { openLan } = await import('./lan.js')
    return await openLan({
      ...options,
      folder,
      name,
      clock,
      wallClock,
      settings: loadLanSettings(folder, availableParallelism()),
      save: settings => saveLanSettings(folder, settings),
      host: process.env['ISOBAR_HOST'] || undefined,
    })
  } catch (thrown) {
    return absentLan(name, (thrown as Error).message)
  }
}
