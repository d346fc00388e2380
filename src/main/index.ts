import { join } from 'node:path'
import { app, Menu, nativeTheme, powerMonitor, shell, type BrowserWindow } from 'electron'
import type { MenuWords } from '../shared/menu-contract.js'
import { createDesk } from '../node/desk/desk.js'
import { deskLan } from '../node/lan/desk-lan.js'
import { declareAppScheme, serveApp } from './app-protocol.js'
import { choosePath, showFailure } from './dialogs.js'
import { forkUtility } from './fork-utility.js'
import { menuTemplate } from './menu.js'
import { servePages } from './page-channel.js'
import { becomeTheOne, type OnlyInstance } from './single-instance.js'
import { createWindow, loadInterface } from './window.js'

// Paths are taken here and nowhere else: this file is an entry of the bundle (out/main/index.js), so its
// folder is known, while shared code may be moved to a chunk.
const here = import.meta.dirname
/** A session is safe at any moment; waiting longer than this for a clean end helps nobody [ms]. */
const CLOSE_LIMIT_MS = 5000

app.enableSandbox()
declareAppScheme()

const instance = becomeTheOne()
if (instance) void app.whenReady().then(() => run(instance))
else app.quit()

async function run({ file, listen }: OnlyInstance): Promise<void> {
  // The same folder as `isobar ui`, so that both shells list the same sessions.
  const sessionFolder = join(app.getPath('home'), 'Isobar')
  const isModel = file !== undefined && /\.ya?ml$/i.test(file)
  let window: BrowserWindow | undefined

  const fork = forkUtility(join(here, 'worker.js'))
  const lan = await deskLan({
    fork,
    version: app.getVersion(),
    userIdleMs: () => 1000 * powerMonitor.getSystemIdleTime(),
    onBattery: () => powerMonitor.isOnBatteryPower(),
  })
  const desk = createDesk({
    fork,
    lan,
    host: 'electron',
    version: app.getVersion(),
    sessionFolder,
    modelFolder: join(here, '../../resources/models'),
    ...(isModel ? { initialModel: file } : {}),
    showMenu,
    reveal: path => shell.showItemInFolder(path),
    choosePath: async question => (window ? choosePath(window, sessionFolder, question) : null),
  })

  function showMenu(words?: MenuWords): void {
    const actions = { command: desk.command, reload: () => window?.reload() }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions, words)))
  }

  function open(): void {
    window = createWindow(join(here, '../preload/index.cjs'))
    window.once('closed', () => (window = undefined))
    servePages(window.webContents, desk.attach)
    loadInterface(window).catch((thrown: Error) =>
      process.stderr.write(`the interface does not load: ${thrown.message}\n`),
    )
  }

  async function openFile(file: string): Promise<void> {
    try {
      await desk.openFile(file)
    } catch (thrown) {
      if (window) await showFailure(window, file, thrown)
    }
  }

  nativeTheme.themeSource = 'system'
  app.setAboutPanelOptions({ applicationName: 'Isobar', applicationVersion: app.getVersion() })
  serveApp(join(here, '../renderer'))
  showMenu()
  open()
  if (file && !isModel) void openFile(file)

  listen(file => {
    if (!window) open()
    else if (window.isMinimized()) window.restore()
    window?.focus()
    if (file) void openFile(file)
  })
  app.on('activate', () => {
    if (!window) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitAfter(async () => {
    await desk.close()
    await lan.close()
  })
}

/** Lets `close` finish, within bounds, before the windows close and the app ends. */
function quitAfter(close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  const end = (): void => {
    state = 'closed'
    app.quit()
  }
  app.on('before-quit', event => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    const limit = setTimeout(end, CLOSE_LIMIT_MS)
    void close().finally(() => {
      clearTimeout(limit)
      end()
    })
  })
}
