import type { CdpSession } from './cdp.js'
import { onPlaced } from './placed-files.js'
import { BINDING, mainWorldSource, PLACED, preloadSource, RECEIVER } from './page-scripts.js'
import { realUrl } from './protocol.js'
import { wireFormat } from './wire.js'

const PRELOAD_WORLD = 'Electron Isolated Context'
const wire = wireFormat()

interface Context {
  id: number
  name: string
  origin: string
  auxData: { frameId: string }
}

interface BindingCall {
  name: string
  payload: string
  executionContextId: number
}

export interface PreloadLink {
  /** False before the first page and between two. */
  readonly hasPage: () => boolean
  readonly send: (channel: string, args: unknown[]) => void
}

/** Runs the preload in a world of its own in every page the target loads, and carries its IPC over DevTools. */
export async function linkPreload(
  session: CdpSession,
  frameId: string,
  preload: string,
  receive: (channel: string, args: unknown[], url: string) => void,
): Promise<PreloadLink> {
  /** URLs of the preload worlds of the top frame that live now; a new page brings a new one. */
  const worlds = new Map<number, string>()

  session.on('Runtime.executionContextCreated', ({ context }: { context: Context }) => {
    if (context.name === PRELOAD_WORLD && context.auxData.frameId === frameId)
      worlds.set(context.id, realUrl(`${context.origin}/`))
  })
  session.on('Runtime.executionContextDestroyed', (gone: { executionContextId: number }) =>
    worlds.delete(gone.executionContextId),
  )
  session.on('Runtime.executionContextsCleared', () => worlds.clear())
  session.on('Runtime.bindingCalled', (call: BindingCall) => {
    const url = worlds.get(call.executionContextId)
    if (call.name !== BINDING || url === undefined) return
    const [channel, args] = wire.decode(call.payload) as [string, unknown[]]
    receive(channel, args, url)
  })
  await session.send('Runtime.enable')
  await session.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD })
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource })
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: preloadSource(preload),
    worldName: PRELOAD_WORLD,
  })

  async function send(channel: string, args: unknown[]): Promise<void> {
    const text = wire.encode([channel, args])
    const calls = [...worlds.keys()].map(executionContextId =>
      session
        .send('Runtime.callFunctionOn', {
          functionDeclaration: `function (text) { globalThis.${RECEIVER}?.(text) }`,
          executionContextId,
          arguments: [{ value: text }],
        })
        // The page went away in between; Electron drops such a message too.
        .catch(() => undefined),
    )
    await Promise.all(calls)
  }
  onPlaced(file => send(PLACED, [file]))

  return {
    hasPage: () => worlds.size > 0,
    send: (channel, args) => void send(channel, args),
  }
}
