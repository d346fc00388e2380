import { hostname } from 'node:os'
import { showable } from '../shared/lan/showable.js'

/** What people call this computer: `ISOBAR_NAME` if set, else its host name, as others will accept it. */
export const machineName = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  systemName: () => string = hostname,
): string => showable(env['ISOBAR_NAME'] ?? '') || showable(systemName()) || 'unnamed'
