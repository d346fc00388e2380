import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../../src/main/menu.js'

type Item = MenuItemConstructorOptions

function flatten(items: readonly Item[]): Item[] {
  return items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
}

function build(platform: NodeJS.Platform, words?: Record<string, string>) {
  const heard: string[] = []
  const template = menuTemplate(
    platform,
    {
      command: name => heard.push(name),
      reload: () => heard.push('reload'),
    },
    words,
  )
  return { heard, items: flatten(template) }
}

describe.each(['linux', 'darwin', 'win32'] as const)('the menu on %s', platform => {
  it('sends every command once', () => {
    const { heard, items } = build(platform)
    for (const item of items) item.click?.({} as never, undefined, {} as never)
    expect(heard).toHaveLength(new Set(heard).size)
    expect(heard).toEqual(
      expect.arrayContaining([
        ...['session.new', 'session.open', 'session.save-as', 'session.export-csv', 'view.settings'],
        ...['run.start', 'run.pause', 'run.stop', 'run.rerun-failed', 'map.focus', 'reload'],
        ...['computers.add', 'computers.doctor', 'help.palette', 'help.shortcuts'],
      ]),
    )
  })

  it('gives no two items the same keys', () => {
    const keys = build(platform).items.flatMap(item => item.accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('takes no key with which one writes', () => {
    const keys = build(platform).items.flatMap(item => item.accelerator ?? [])
    expect(keys.filter(key => !key.startsWith('CmdOrCtrl+'))).toEqual([])
    expect(keys.filter(key => /^CmdOrCtrl\+[ACVXYZ]$/.test(key))).toEqual([])
  })

  it('speaks the language it is told, and English where it was told nothing', () => {
    const { items } = build(platform, { 'menu.file': '文件', 'role.copy': '复制' })
    const labels = items.map(item => item.label)
    expect(labels).toEqual(expect.arrayContaining(['文件', '复制', '&Help']))
    expect(labels).not.toContain('&File')
  })

  it('can be quit and tells about itself, where the system expects it', () => {
    const roles = build(platform).items.flatMap(item => item.role ?? [])
    expect(roles).toEqual(expect.arrayContaining(platform === 'darwin' ? ['appMenu'] : ['quit', 'about']))
  })
})
