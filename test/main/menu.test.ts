import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../../src/main/menu.js'

type Item = MenuItemConstructorOptions

function flatten(items: readonly Item[]): Item[] {
  return items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
}

function build(platform: NodeJS.Platform) {
  const heard: string[] = []
  const template = menuTemplate(platform, {
    command: name => heard.push(name),
    reload: () => heard.push('reload'),
  })
  return { heard, items: flatten(template) }
}

describe.each(['linux', 'darwin', 'win32'] as const)('the menu on %s', platform => {
  it('sends every command once', () => {
    const { heard, items } = build(platform)
    for (const item of items) item.click?.({} as never, undefined, {} as never)
    expect(heard.sort()).toEqual([
      'add-peer',
      'export',
      'new',
      'open',
      'pause',
      'reload',
      'save-as',
      'start',
      'stop',
    ])
  })

  it('gives no two items the same keys', () => {
    const keys = build(platform).items.flatMap(item => item.accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(9)
  })

  it('can be quit and tells about itself, where the system expects it', () => {
    const roles = build(platform).items.flatMap(item => item.role ?? [])
    expect(roles).toEqual(expect.arrayContaining(platform === 'darwin' ? ['appMenu'] : ['quit', 'about']))
  })
})
