import { describe, expect, it } from 'vitest'
import { configFolder } from '../../../src/node/lan/config-folder.js'

describe('the folder of identity and trust', () => {
  it.each([
    ['linux', {}, '/home/ada/.config/isobar'],
    ['linux', { XDG_CONFIG_HOME: '/etc/ada' }, '/etc/ada/isobar'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ada/.config/isobar'],
    ['darwin', {}, '/home/ada/Library/Application Support/isobar'],
    ['win32', { APPDATA: 'C:\\Roaming' }, 'C:\\Roaming\\isobar'],
    ['linux', { ISOBAR_CONFIG: '/elsewhere', XDG_CONFIG_HOME: '/etc/ada' }, '/elsewhere'],
  ] as const)('on %s with %j is %s', (platform, env, folder) => {
    expect(configFolder({ platform, env, home: '/home/ada' })).toBe(folder)
  })
})
