import { app } from './app.js'
import { honest } from './honest.js'

interface Item {
  label?: string
  role?: string
  type?: string
  accelerator?: string
  enabled?: boolean
  click?: () => void
  submenu?: Item[]
}

/** Roles whose items Electron fills in by itself; only `quit` does anything here. */
const ROLES = [
  ...['appMenu', 'editMenu', 'windowMenu', 'viewMenu', 'about', 'close', 'quit'],
  ...['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'toggleDevTools', 'reload', 'minimize'],
  ...['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'],
]

let applicationMenu: Item[] = []

export const Menu = honest('Menu', {
  buildFromTemplate: (template: Item[]) => {
    template.forEach(check)
    return template
  },
  setApplicationMenu: (menu: Item[] | null) => void (applicationMenu = menu ?? []),
})

function check(item: Item): void {
  if (item.role && !ROLES.includes(item.role)) throw new Error(`no such menu role: ${item.role}`)
  if (!item.label && !item.role && item.type !== 'separator')
    throw new Error('a menu item needs a label, a role or type separator')
  item.submenu?.forEach(check)
}

const labelOf = (item: Item): string => (item.label ?? item.role ?? '').replace('&', '')

/** What a person does: opens menus by their labels and clicks the last one. */
export function clickMenu(path: readonly string[]): void {
  let items = applicationMenu
  let item: Item | undefined
  for (const label of path) {
    item = items.find(candidate => labelOf(candidate) === label)
    if (!item) throw new Error(`no menu item ${label}; there are ${items.map(labelOf).join(', ')}`)
    items = item.submenu ?? []
  }
  if (!item || item.enabled === false) throw new Error(`menu item ${path.join(' > ')} cannot be clicked`)
  if (item.click) item.click()
  else if (item.role === 'quit') app.quit()
  else throw new Error(`the Electron stand-in cannot do the role ${item.role}`)
}
