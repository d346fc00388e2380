import { EventEmitter } from 'node:events'
import { stoppable } from './app.js'
import type { CdpSession, Chromium } from './cdp.js'
import { honest } from './honest.js'
import { mainWorld, preloadWorld, worldEnd } from './page-worlds.js'
import { answerShown, realUrl, shownUrl } from './protocol.js'
import { wireFormat } from './wire.js'

const PRELOAD_WORLD = 'Electron Isolated Context'
const BINDING = '__standin_post__'
const RECEIVER = '__standin_receive__'
const wire = wireFormat()
const ownTargets = new Set<string>()

export type Contents = ReturnType<typeof openContents>
type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' }
type Listener = (...args: never[]) => void

/** The page of a window: a Chromium target, the preload in a world of its own, and IPC over CDP. */
export function openContents(chromium: Chromium, preload: string, size: { width: number; height: number }) {
  const events = new EventEmitter()
  const ipc = new EventEmitter()
  /** The preload worlds of the top frame that live now; a new page brings a new one. */
  const worlds = new Map<number, { url: string }>()
  let session: CdpSession
  let destroyed = false
  let openHandler: OpenHandler = () => ({ action: 'allow' })
  /** Loads the app itself asked for; only others raise `will-navigate`. */
  let ownLoads = 0

  const ready = start()

  async function start(): Promise<void> {
    chromium.browser.on('Target.targetCreated', created => void closeUninvited(created))
    const { targetId } = await chromium.browser.send('Target.createTarget', { url: 'about:blank', ...size })
    ownTargets.add(targetId!)
    chromium.browser.on('Target.targetDestroyed', (gone: { targetId: string }) => {
      if (gone.targetId !== targetId) return
      destroyed = true
      events.emit('destroyed')
      events.emit('gone')
    })
    const { sessionId } = await chromium.browser.send('Target.attachToTarget', { targetId, flatten: true })
    session = chromium.session(sessionId!)
    listenToPage(targetId!)
    await session.send('Runtime.enable')
    await session.send('Page.enable')
    await session.send('Inspector.enable')
    await session.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource })
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadSource(preload),
      worldName: PRELOAD_WORLD,
    })
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  }

  function listenToPage(frameId: string): void {
    session.on('Runtime.executionContextCreated', ({ context }: { context: Context }) => {
      if (context.name === PRELOAD_WORLD && context.auxData.frameId === frameId)
        worlds.set(context.id, { url: realUrl(`${context.origin}/`) })
    })
    session.on(
      'Runtime.executionContextDestroyed',
      ({ executionContextId }: { executionContextId: number }) => worlds.delete(executionContextId),
    )
    session.on('Runtime.executionContextsCleared', () => worlds.clear())
    session.on(
      'Runtime.bindingCalled',
      (call: { name: string; payload: string; executionContextId: number }) => {
        const world = worlds.get(call.executionContextId)
        if (call.name !== BINDING || !world) return
        const [channel, args] = wire.decode(call.payload) as [string, unknown[]]
        const frame = honest('WebFrameMain', { url: world.url, parent: null })
        ipc.emit(channel, honest('IpcMainEvent', { senderFrame: frame, sender: api }), ...args)
      },
    )
    session.on('Page.loadEventFired', () => {
      // Not the about:blank of the beginning.
      if (worlds.size > 0) events.emit('did-finish-load')
    })
    session.on('Page.windowOpen', ({ url }: { url: string }) => refuseWindow(url))
    session.on('Inspector.targetCrashed', () =>
      events.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    )
    session.on('Fetch.requestPaused', (paused: Paused) => void answer(paused, frameId))
  }

  async function answer(paused: Paused, frameId: string): Promise<void> {
    const { requestId, request } = paused
    const fail = (errorReason: string) => session.send('Fetch.failRequest', { requestId, errorReason })
    if (paused.resourceType === 'Document' && paused.frameId === frameId && !mayNavigate(request.url)) {
      await fail('Aborted')
      return
    }
    const response = await answerShown(request.url, request.method)
    // Nothing but the app's own scheme leads anywhere: a test sees the page fail, and no network.
    if (!response) return void (await fail('BlockedByClient'))
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
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

  /** Chromium has opened a window that the handler denied already; it goes before it is of use. */
  async function closeUninvited({
    targetInfo,
  }: {
    targetInfo: { targetId: string; type: string }
  }): Promise<void> {
    await ready
    if (targetInfo.type === 'page' && !ownTargets.has(targetInfo.targetId))
      await chromium.browser.send('Target.closeTarget', { targetId: targetInfo.targetId })
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
    send: (channel: string, ...args: unknown[]) => {
      const text = wire.encode([channel, args])
      for (const executionContextId of worlds.keys())
        session
          .send('Runtime.callFunctionOn', {
            functionDeclaration: `function (text) { globalThis.${RECEIVER}?.(text) }`,
            executionContextId,
            arguments: [{ value: text }],
          })
          // The page went away in between; Electron drops such a message too.
          .catch(() => undefined)
    },
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

interface Context {
  id: number
  name: string
  origin: string
  auxData: { frameId: string }
}

interface Paused {
  requestId: string
  request: { url: string; method: string }
  frameId: string
  resourceType: string
}

const mainWorldSource = `(() => {
  const worldEnd = ${worldEnd.toString()}
  const mainWorld = ${mainWorld.toString()}
  mainWorld(worldEnd('standin-main', 'standin-preload'))
})()`

/** Like Electron, the preload runs once per page, in the top frame, with a `require` of almost nothing. */
const preloadSource = (preload: string): string => `(() => {
  if (window !== window.top || location.href === 'about:blank') return
  const worldEnd = ${worldEnd.toString()}
  const preloadWorld = ${preloadWorld.toString()}
  const wireFormat = ${wireFormat.toString()}
  const end = worldEnd('standin-preload', 'standin-main')
  const { require, receive } = preloadWorld(end, wireFormat(), text => ${BINDING}(text))
  globalThis.${RECEIVER} = receive
  ;(function (require, module, exports) {
${preload}
  })(require, { exports: {} }, {})
})()`
