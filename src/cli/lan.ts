import { availableParallelism } from 'node:os'
import { clock, wallClock } from '../node/clock.js'
import { machineName } from '../node/machine-name.js'
import { configFolder } from '../node/lan/config-folder.js'
import { type Lan, type LanOptions } from '../node/lan/lan-port.js'
import { type LanSettings } from '../node/lan/lan-settings.js'
import type { Host } from './host.js'

/** Nothing is lent, and nobody is used but those who are named. */
export const NOTHING_SHARED: LanSettings = {
  sharing: {
    enabled: false,
    cores: availableParallelism(),
    onlyWhenIdle: false,
    notOnBattery: false,
    paused: false,
  },
  use: [],
}

/** Other computers for one command; what is chosen ends with it, identity and trust are those of the user. */
export async function openLanFor(host: Host, rest: Partial<LanOptions> = {}): Promise<Lan> {
  // Half a megabyte that most commands do not need.
  const { openLan } = await import('../node/lan/lan.js')
  return openLan({
    folder: configFolder(),
    name: machineName(),
    version: host.version,
    fork: host.fork,
    clock,
    wallClock,
    settings: NOTHING_SHARED,
    // The one address to listen on, for those who do not want all.
    host: process.env['ISOBAR_HOST'] || undefined,
    ...rest,
  })
}
