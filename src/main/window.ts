import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron'
import { APP_ORIGIN, isOwnPage } from './app-protocol.js'
import { MIN_SIZE, placeWindow, readWindowState, writeWindowState } from './window-state.js'

/** A page that crashes again within this time is left alone, or it would crash for ever [ms]. */
const CRASH_PAUSE_MS = 10_000

/** Opens the one window, locked down; the caller serves its pages before the first one loads. */
export function createWindow(preload: string): BrowserWindow {
  const statePath = join(app.getPath('userData'), 'window.json')
  const kept = readWindowState(statePath)
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(display => display.id !== primary.id)
  const workAreas = [primary, ...others].map(display => display.workArea)

  const window = new BrowserWindow({
    ...placeWindow(kept?.bounds, workAreas),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Isobar',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181c' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    },
  })
  if (kept?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    writeWindowState(statePath, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  )
  stayHome(window.webContents)
  recover(window.webContents)
  return window
}

export const loadInterface = (window: BrowserWindow): Promise<void> => window.loadURL(`${APP_ORIGIN}/`)

/** The page never leaves its origin, opens no window and gets no permission. */
function stayHome(contents: WebContents): void {
  contents.on('will-navigate', event => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  contents.session.setPermissionCheckHandler(() => false)
}

/** The owner holds all truth, so a page that crashed can simply be loaded again. */
function recover(contents: WebContents): void {
  let lastCrash = -Infinity
  contents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now()
    if (reason !== 'clean-exit' && now - lastCrash > CRASH_PAUSE_MS) contents.reload()
    lastCrash = now
  })
}
