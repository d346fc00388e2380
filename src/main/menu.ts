import type { MenuItemConstructorOptions } from 'electron'
import type { MenuWords } from '../shared/menu-contract.js'

export interface MenuActions {
  /** Id of an action of the interface, which knows what it means right now. */
  command: (id: string) => void
  reload: () => void
}

type Item = MenuItemConstructorOptions

/** Words until the interface has told those of the language in force. */
const WORDS = {
  'menu.file': '&File',
  'menu.edit': '&Edit',
  'menu.run': '&Run',
  'menu.view': '&View',
  'menu.window': '&Window',
  'menu.help': '&Help',
  'session.new': 'New set-up',
  'session.open': 'Open…',
  'session.open-model': 'Open model file…',
  'session.save-as': 'Save as…',
  'session.export': 'Export…',
  'session.export-csv': 'Export as CSV…',
  'session.export-json': 'Export as JSON…',
  'view.settings': 'Settings…',
  'run.start': 'Start',
  'run.pause': 'Pause or resume',
  'run.stop': 'Stop',
  'run.rerun-failed': 'Re-run failed',
  'map.focus': 'Go to the map',
  'map.next-output': 'Next output',
  'map.previous-output': 'Previous output',
  'computers.add': 'Add LAN peer…',
  'computers.share': 'Share this computer…',
  'computers.doctor': 'Connection doctor…',
  'help.palette': 'Command palette…',
  'help.shortcuts': 'Keyboard shortcuts',
  'role.reload': 'Reload',
  'role.undo': 'Undo',
  'role.redo': 'Redo',
  'role.cut': 'Cut',
  'role.copy': 'Copy',
  'role.paste': 'Paste',
  'role.selectAll': 'Select all',
  'role.resetZoom': 'Actual size',
  'role.zoomIn': 'Zoom in',
  'role.zoomOut': 'Zoom out',
  'role.togglefullscreen': 'Full screen',
  'role.minimize': 'Minimize',
  'role.close': 'Close',
  'role.quit': 'Quit',
  'role.about': 'About Isobar',
} as const

type Word = keyof typeof WORDS
type RoleOf<W> = W extends `role.${infer R}` ? R : never
type Role = Exclude<RoleOf<Word>, 'reload'>

/**
 * The native menu as data. A key that the interface knows it takes before the menu hears of it, so that
 * nothing is done twice; keys with which one writes are therefore none of the menu's.
 */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions, told: MenuWords = {}): Item[] {
  const isMac = platform === 'darwin'
  const word = (id: Word): string => told[id] ?? WORDS[id]
  const act = (id: Exclude<Word, `role.${string}` | `menu.${string}`>, accelerator?: string): Item => ({
    label: word(id),
    click: () => actions.command(id),
    ...(accelerator && { accelerator }),
  })
  const role = (name: Role): Item => ({ role: name, label: word(`role.${name}`) })
  const menu = (id: Extract<Word, `menu.${string}`>, submenu: Item[]): Item => ({ label: word(id), submenu })
  const separator: Item = { type: 'separator' }

  return [
    // On macOS the menu of the app is the system's, in the system's language.
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    menu('menu.file', [
      act('session.new', 'CmdOrCtrl+N'),
      act('session.open', 'CmdOrCtrl+O'),
      act('session.open-model', 'CmdOrCtrl+Shift+O'),
      separator,
      act('session.save-as', 'CmdOrCtrl+Shift+S'),
      act('session.export', 'CmdOrCtrl+E'),
      act('session.export-csv'),
      act('session.export-json'),
      separator,
      act('view.settings', 'CmdOrCtrl+,'),
      separator,
      role(isMac ? 'close' : 'quit'),
    ]),
    menu('menu.edit', [
      role('undo'),
      role('redo'),
      separator,
      role('cut'),
      role('copy'),
      role('paste'),
      role('selectAll'),
    ]),
    menu('menu.run', [
      act('run.start', 'CmdOrCtrl+Return'),
      act('run.pause', 'CmdOrCtrl+P'),
      act('run.stop', 'CmdOrCtrl+.'),
      act('run.rerun-failed'),
      separator,
      act('computers.add', 'CmdOrCtrl+L'),
      act('computers.share'),
      act('computers.doctor'),
    ]),
    menu('menu.view', [
      act('help.palette', 'CmdOrCtrl+K'),
      separator,
      act('map.focus'),
      act('map.next-output'),
      act('map.previous-output'),
      separator,
      { label: word('role.reload'), accelerator: 'CmdOrCtrl+R', click: () => actions.reload() },
      separator,
      role('resetZoom'),
      role('zoomIn'),
      role('zoomOut'),
      role('togglefullscreen'),
    ]),
    menu('menu.window', [role('minimize'), role('close')]),
    menu('menu.help', [
      act('help.shortcuts'),
      // On macOS About stands in the menu of the app.
      ...(isMac ? [] : [separator, role('about')]),
    ]),
  ]
}
