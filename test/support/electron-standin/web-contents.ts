import { EventEmitter } from 'node:events'
import { stoppable } from './app.js'
import type { CdpSession, Chromium } from './cdp.js'
import { honest } from './honest.js'
import { answerRequests } from './page-requests.js'
import { linkPreload, type PreloadLink } from './preload-link.js'
import { realUrl, shownUrl } from './protocol.js'

const ownTargets = new Set<string>()

export type Contents = ReturnType<typeof openContents>
type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' }
type Listener = (...args: never[]) => void

/** The page of a window: a Chromium target. Everything the app may do with it is in `api`. */
export function openContents(chromium: Chromium, preload: string, size: { width: number; height: number }) {
  const events = new EventEmitter()
  const ipc = new EventEmitter()
  let session: CdpSession
  let link: PreloadLink | undefined
  let destroyed = false
  let openHandler: OpenHandler = () => ({ action: 'allow' })
  /** Loads the app itself asked for; only others raise `will-navigate`. */
  let ownLoads = 0
  const ready = start()

  async function start(): Promise<void> {
    const targetId = await createTarget(chromium, size)
    chromium.browser.on('Target.targetDestroyed', (gone: { targetId: string }) => {
      if (gone.targetId !== targetId) return
      destroyed = true
      events.emit('destroyed')
      events.emit('gone')
    })
    const { sessionId } = await chromium.browser.send('Target.attachToTarget', { targetId, flatten: true })
    session = chromium.session(sessionId!)
    session.on('Page.loadEventFired', () => {
      // Not the about:blank of the beginning.
      if (link?.hasPage()) events.emit('did-finish-load')
    })
    session.on('Page.windowOpen', ({ url }: { url: string }) => refuseWindow(url))
    session.on('Inspector.targetCrashed', () =>
      events.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    )
    await session.send('Page.enable')
    await session.send('Inspector.enable')
    link = await linkPreload(session, targetId, preload, (channel, args, url) => {
      const senderFrame = honest('WebFrameMain', { url, parent: null })
      ipc.emit(channel, honest('IpcMainEvent', { senderFrame, sender: api }), ...args)
    })
    answerRequests(session, targetId, mayNavigate)
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  }

  function mayNavigate(url: string): boolean {
    if (ownLoads > 0) {
      ownLoads--
      return true
    }
    const event = stoppable({ url: realUrl(url) })
    events.emit('will-navigate', event)
    return !event.defaultPrevented
  }

  function refuseWindow(url: string): void {
    if (openHandler({ url: realUrl(url) }).action === 'allow')
      throw new Error('the Electron stand-in has one window and cannot allow another')
  }

  const api = honest('webContents', {
    ipc: honest('webContents.ipc', {
      on: (channel: string, listener: Listener) => ipc.on(channel, listener as never),
      off: (channel: string, listener: Listener) => ipc.off(channel, listener as never),
    }),
    on: (name: string, listener: Listener) => events.on(name, listener as never),
    once: (name: string, listener: Listener) => events.once(name, listener as never),
    off: (name: string, listener: Listener) => events.off(name, listener as never),
    isDestroyed: () => destroyed,
    setWindowOpenHandler: (handler: OpenHandler) => void (openHandler = handler),
    reload: () => {
      ownLoads++
      void session.send('Page.reload')
    },
    send: (channel: string, ...args: unknown[]) => link?.send(channel, args),
    // Headless Chromium grants no permission unless told to, which nobody does here.
    session: honest('session', {
      setPermissionRequestHandler: (handler: Listener) => void handler,
      setPermissionCheckHandler: (handler: Listener) => void handler,
    }),
  })

  return {
    api,
    load: async (url: string) => {
      await ready
      ownLoads++
      const loaded = new Promise<void>(resolve => events.once('did-finish-load', () => resolve()))
      await session.send('Page.navigate', { url: shownUrl(url) })
      await loaded
    },
    close: () => void ready.then(() => session.send('Page.close')),
    onFirstLoad: (listener: () => void) => void events.once('did-finish-load', listener),
    onGone: (listener: () => void) => void events.once('gone', listener),
  }
}

interface Created {
  targetInfo: { targetId: string; type: string }
}

/** Opens the target; any other page that appears later was denied by the handler, and goes again at once. */
async function createTarget(chromium: Chromium, size: object): Promise<string> {
  const { targetId } = await chromium.browser.send('Target.createTarget', { url: 'about:blank', ...size })
  ownTargets.add(targetId!)
  chromium.browser.on('Target.targetCreated', ({ targetInfo }: Created) => {
    if (targetInfo.type === 'page' && !ownTargets.has(targetInfo.targetId))
      void chromium.browser.send('Target.closeTarget', { targetId: targetInfo.targetId })
  })
  return targetId!
}
