import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { lastWindowClosed, onQuit, stoppable } from './app.js'
import type { Chromium } from './cdp.js'
import { honest, onlyKeys } from './honest.js'
import { openContents, type Contents } from './web-contents.js'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

interface WindowOptions extends Bounds {
  webPreferences: { preload: string } & Record<string, unknown>
}

const WINDOW_OPTIONS = [
  ...['x', 'y', 'width', 'height', 'minWidth', 'minHeight'],
  ...['show', 'title', 'backgroundColor', 'webPreferences'],
]
/** The only page the stand-in can honour is a locked-down one; anything looser must not seem to work. */
const LOCKED = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
}

let chromium: Chromium
const open = new Set<BrowserWindow>()

export const useChromium = (of: Chromium): void => void (chromium = of)

onQuit({
  closeAll: async () => {
    const closed = [...open].map(window => window.close())
    await Promise.all(closed)
    return open.size === 0
  },
})

/** One page of headless Chromium. A class, because the app constructs it with `new`. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: Contents['api']
  readonly #contents: Contents
  readonly #gone: Promise<void>
  #bounds: Bounds
  #maximized = false
  #minimized = false

  constructor(options: WindowOptions) {
    super()
    onlyKeys('BrowserWindow option', options, WINDOW_OPTIONS)
    const { preload, ...rest } = options.webPreferences
    onlyKeys('webPreferences', rest, Object.keys(LOCKED))
    for (const [key, value] of Object.entries(LOCKED))
      if (rest[key] !== value) throw new Error(`the Electron stand-in needs ${key}: ${value}`)

    const { x, y, width, height } = options
    this.#bounds = { x, y, width, height }
    this.#contents = openContents(chromium, readFileSync(preload, 'utf8'), { width, height })
    this.webContents = this.#contents.api
    open.add(this)
    this.#contents.onFirstLoad(() => this.emit('ready-to-show'))
    this.#gone = new Promise(resolve => {
      this.#contents.onGone(() => {
        // The page was closed from outside, as by the button of the window.
        if (open.has(this)) this.emit('close', stoppable())
        open.delete(this)
        this.emit('closed')
        resolve()
        if (open.size === 0) lastWindowClosed()
      })
    })
    return honest('BrowserWindow', this)
  }

  loadURL = (url: string): Promise<void> => this.#contents.load(url)
  reload = (): void => this.#contents.api.reload()
  show = (): void => undefined
  focus = (): void => void this.emit('focus')
  getBounds = (): Bounds => ({ ...this.#bounds })
  getNormalBounds = (): Bounds => ({ ...this.#bounds })
  setBounds = (bounds: Partial<Bounds>): void => void (this.#bounds = { ...this.#bounds, ...bounds })
  maximize = (): void => void (this.#maximized = true)
  isMaximized = (): boolean => this.#maximized
  minimize = (): void => void (this.#minimized = true)
  isMinimized = (): boolean => this.#minimized
  restore = (): void => void (this.#minimized = false)
  isDestroyed = (): boolean => !open.has(this)

  /** Electron's returns nothing; the promise is for the stand-in's own quit. */
  close = async (): Promise<void> => {
    const event = stoppable()
    this.emit('close', event)
    if (event.defaultPrevented) return
    open.delete(this)
    this.#contents.close()
    await this.#gone
  }
}
