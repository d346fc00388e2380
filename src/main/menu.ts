import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../shared/owner-contract.js'

export interface MenuActions {
  command: (name: MenuCommand) => void
  reload: () => void
}

/** The native menu as data. Its commands go to the interface, which knows what they mean right now. */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): MenuItemConstructorOptions[] {
  const item = (name: MenuCommand, label: string, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => actions.command(name),
  })
  const isMac = platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('new', 'New', 'CmdOrCtrl+N'),
        item('open', 'Open…', 'CmdOrCtrl+O'),
        separator,
        item('save-as', 'Save as…', 'CmdOrCtrl+Shift+S'),
        item('export', 'Export…', 'CmdOrCtrl+E'),
        separator,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Sweep',
      submenu: [
        item('start', 'Start', 'CmdOrCtrl+Return'),
        item('pause', 'Pause', 'CmdOrCtrl+P'),
        item('stop', 'Stop', 'CmdOrCtrl+.'),
        separator,
        item('add-peer', 'Add LAN peer…', 'CmdOrCtrl+L'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { label: 'Reload', accelerator: 'CmdOrCtrl+R', click: () => actions.reload() },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    // On macOS About stands in the menu of the app.
    ...(isMac ? [] : [{ label: '&Help', submenu: [{ role: 'about' } as const] }]),
  ]
}
