import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

export interface Place {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
}

const here = (): Place => ({ env: process.env, platform: process.platform, home: homedir() })

/** Folder of identity and trust: `ISOBAR_CONFIG`, or the place the platform has for such things. */
export function configFolder({ env, platform, home }: Place = here()): string {
  if (env['ISOBAR_CONFIG']) return env['ISOBAR_CONFIG']
  if (platform === 'win32')
    return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'isobar')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'isobar')
  const xdg = env['XDG_CONFIG_HOME']
  // The specification says to ignore a relative one.
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.config'), 'isobar')
}
