import { app } from './app.js'
import { launchChromium } from './cdp.js'
import { scriptAnswer, shownMessages } from './dialog.js'
import { honest } from './honest.js'
import { clickMenu } from './menu.js'
import { placeFile } from './placed-files.js'
import { useChromium } from './window.js'

/**
 * A stand-in for the `electron` module of a main process, for machines where no Electron binary can be had:
 * it runs the built bundles as they are, with headless Chromium as the window and Node children as utility
 * processes. It has what Isobar uses and throws at anything else. What it cannot show: native menus and
 * dialogs as drawn, the sandbox of the operating system, Electron's own Node.
 */
export { app }
export { BrowserWindow } from './window.js'
export { dialog } from './dialog.js'
export { Menu } from './menu.js'
export { protocol } from './protocol.js'
export { utilityProcess } from './utility-process.js'

const area = { x: 0, y: 0, width: 1600, height: 1000 }
const display = { id: 1, bounds: area, workArea: area }
export const screen = honest('screen', {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
})

/** Follows the system, which is light here; the page is made dark by the test through Chromium. */
export const nativeTheme = honest('nativeTheme', { themeSource: 'system', shouldUseDarkColors: false })

/** A computer on mains that nobody touches. */
export const powerMonitor = honest('powerMonitor', {
  getSystemIdleTime: () => 3600,
  isOnBatteryPower: () => false,
})

/** Files the app asked the file manager to show. */
const revealed: string[] = []
export const shell = honest('shell', {
  showItemInFolder: (path: string) => {
    if (typeof path !== 'string') throw new TypeError('path must be a string')
    revealed.push(path)
  },
})

const chromium = launchChromium()
useChromium(chromium)
void chromium.browser.send('Target.setDiscoverTargets', { discover: true })

/** What a test does in place of a person: see hosts.ts. */
const acts = {
  endpoint: () => chromium.endpoint,
  'dialog/answer': scriptAnswer,
  'dialog/messages': shownMessages,
  'menu/click': clickMenu,
  'shell/revealed': () => revealed,
  'files/place': placeFile,
}

process.on('message', (message: { id: number; act: keyof typeof acts; argument: never }) => {
  void (async () => {
    try {
      process.send!({ id: message.id, value: await acts[message.act](message.argument) })
    } catch (thrown) {
      process.send!({ id: message.id, error: String(thrown) })
    }
  })()
})
// The test is gone.
process.on('disconnect', () => app.exit(1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
