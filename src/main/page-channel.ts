import type { IpcMainEvent, WebContents } from 'electron'
import { IPC_MESSAGE, IPC_OPEN } from '../shared/bridge.js'
import type { Channel } from '../shared/rpc.js'
import { isOwnPage } from './app-protocol.js'

/**
 * Serves each page that the window loads over a channel of its own. A reload ends the channel of the
 * page before; an answer still on its way to that page is dropped here or by the preload, by page id.
 */
export function servePages(contents: WebContents, attach: (channel: Channel) => () => void): void {
  let page: { id: string; receive: (message: unknown) => void; leave: () => void } | undefined
  const leave = (): void => {
    page?.leave()
    page = undefined
  }

  contents.ipc.on(IPC_OPEN, (event, id: unknown) => {
    if (!fromInterface(event) || typeof id !== 'string') return
    leave()
    page = openPage(contents, id, attach)
  })
  contents.ipc.on(IPC_MESSAGE, (event, id: unknown, message: unknown) => {
    if (fromInterface(event) && id === page?.id) page?.receive(message)
  })
  contents.on('render-process-gone', leave)
  contents.on('destroyed', leave)
}

/** Only the top frame of our own page may speak: not a frame inside it, not a page it was led to. */
function fromInterface(event: IpcMainEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}

function openPage(contents: WebContents, id: string, attach: (channel: Channel) => () => void) {
  const listeners = new Set<(message: unknown) => void>()
  let gone = false
  const detach = attach({
    send: message => {
      if (!gone && !contents.isDestroyed()) contents.send(IPC_MESSAGE, id, message)
    },
    onMessage: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  return {
    id,
    receive: (message: unknown) => {
      for (const listener of listeners) listener(message)
    },
    leave: () => {
      gone = true
      detach()
    },
  }
}
