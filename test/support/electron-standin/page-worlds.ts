import type { WireFormat } from './wire.js'

/** What crosses between the page's own world and the preload's: structured clones by DOM events. */
interface Crossing {
  readonly id: number
  readonly fn: number
  readonly args: unknown
}
type Answer = { id: number; value: unknown } | { id: number; error: string }

/**
 * One end of the wall between two JavaScript worlds of a page. Chromium clones the detail of an event that
 * another world reads, so what passes is what `contextBridge` would let pass: clones, and functions as
 * stand-ins that call through. Self-contained: its source runs inside the page.
 */
export function worldEnd(mine: string, theirs: string) {
  const FUNCTION = '__standin_function__'
  const functions: ((...args: unknown[]) => unknown)[] = []
  let calls = 0

  const plain = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]'
  const mapValues = (value: object, map: (item: unknown) => unknown): object =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)]))

  function out(value: unknown): unknown {
    if (typeof value === 'function') return { [FUNCTION]: functions.push(value as never) - 1 }
    if (Array.isArray(value)) return value.map(out)
    if (plain(value)) return mapValues(value, out)
    if (value instanceof Promise)
      throw new Error('the Electron stand-in carries no promise over contextBridge')
    return value
  }

  function into(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(into)
    if (!plain(value)) return value
    const fn = (value as Record<string, unknown>)[FUNCTION]
    return typeof fn === 'number' ? (...args: unknown[]) => call(fn, args) : mapValues(value, into)
  }

  function call(fn: number, args: unknown[]): unknown {
    const id = calls++
    let answer: Answer | undefined
    const listen = (event: Event): void => {
      const detail = (event as CustomEvent<Answer>).detail
      if (detail.id === id) answer = detail
    }
    window.addEventListener(`${mine}:answer`, listen)
    const detail: Crossing = { id, fn, args: out(args) }
    window.dispatchEvent(new CustomEvent(`${theirs}:call`, { detail }))
    window.removeEventListener(`${mine}:answer`, listen)
    if (!answer) throw new Error('An object could not be cloned.')
    if ('error' in answer) throw new Error(answer.error)
    return into(answer.value)
  }

  window.addEventListener(`${mine}:call`, event => {
    const { id, fn, args } = (event as CustomEvent<Crossing>).detail
    let answer: Answer
    try {
      answer = { id, value: out(functions[fn]!(...(into(args) as unknown[]))) }
    } catch (thrown) {
      answer = { id, error: String(thrown) }
    }
    window.dispatchEvent(new CustomEvent(`${theirs}:answer`, { detail: answer }))
  })

  return { offer: (fn: (...args: never[]) => unknown) => functions.push(fn as never) - 1, call }
}

/** The main world's side of `contextBridge.exposeInMainWorld`; function 0 of this end. */
export function mainWorld(end: ReturnType<typeof worldEnd>): void {
  end.offer((key: string, api: unknown) => {
    if (key in window)
      throw new Error(`Cannot bind an API on top of an existing property on the window object`)
    Object.defineProperty(window, key, { value: api, enumerable: true })
  })
}

/** The `electron` of a sandboxed preload. `post` leads to the main process; `receive` comes from it. */
export function preloadWorld(
  end: ReturnType<typeof worldEnd>,
  wire: WireFormat,
  post: (text: string) => void,
  placedChannel: string,
): { require: (name: string) => unknown; receive: (text: string) => void } {
  type Listener = (event: object, ...args: unknown[]) => void
  const listeners: { channel: string; listener: Listener }[] = []
  const placed: { name: string; size: number; path: string }[] = []

  const refuse = (name: string): ProxyHandler<object> => ({
    get: (target, key) => {
      if (Reflect.has(target, key)) return Reflect.get(target, key) as unknown
      throw new Error(`the Electron stand-in has no ${name}.${String(key)}`)
    },
  })
  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => post(wire.encode([channel, args])),
    on: (channel: string, listener: Listener) => void listeners.push({ channel, listener }),
    off: (channel: string, listener: Listener) => {
      const at = listeners.findIndex(entry => entry.channel === channel && entry.listener === listener)
      if (at >= 0) listeners.splice(at, 1)
    },
  }
  const contextBridge = { exposeInMainWorld: (key: string, api: unknown) => void end.call(0, [key, api]) }
  const webUtils = {
    getPathForFile: (file: unknown) => {
      if (!(file instanceof File)) throw new TypeError('getPathForFile expects a File')
      return placed.findLast(({ name, size }) => name === file.name && size === file.size)?.path ?? ''
    },
  }
  const electron = {
    webUtils: new Proxy(webUtils, refuse('webUtils')),
    ipcRenderer: new Proxy(ipcRenderer, refuse('ipcRenderer')),
    contextBridge: new Proxy(contextBridge, refuse('contextBridge')),
  }

  return {
    require: name => {
      if (name === 'electron') return new Proxy(electron, refuse('preload electron'))
      throw new Error(`module not found: ${name}`)
    },
    receive: text => {
      const [channel, args] = wire.decode(text) as [string, unknown[]]
      if (channel === placedChannel) placed.push(args[0] as (typeof placed)[number])
      for (const entry of [...listeners]) if (entry.channel === channel) entry.listener({}, ...args)
    },
  }
}
