/**
 * What the Electron preload hands to the page, at `window.isobar`: a pipe to the owner, and the place of files a
 * person dropped. Which calls are answered is decided where they are served, by the same code for every host.
 */
export interface IsobarBridge {
  send(message: unknown): void
  /** Returns the function that stops listening. */
  onMessage(listener: (message: unknown) => void): () => void
  /** Where a file lies that a person dropped onto the page; empty for one that lies nowhere. */
  pathOf(file: DroppedFile): string
}

/** A `File` of the page; shared code knows no DOM. */
export type DroppedFile = object

/** Where the UI server speaks frames of codec.ts over WebSocket, on the origin that served the page. */
export const SOCKET_PATH = '/channel'

/** WebSocket close code of an interface that read too slowly; it should connect again and catch up. */
export const CLOSED_TOO_SLOW = 4008

/** Names of the Electron IPC messages between preload and main; each carries the id of the page first. */
export const IPC_OPEN = 'isobar:open'
export const IPC_MESSAGE = 'isobar:message'
