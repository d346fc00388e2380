/**
 * The one thing the Electron preload hands to the page, at `window.isobar`: a pipe to the owner. Which
 * calls are answered is decided where they are served, by the same code for every host.
 */
export interface IsobarBridge {
  send(message: unknown): void
  /** Returns the function that stops listening. */
  onMessage(listener: (message: unknown) => void): () => void
}

/** Where the UI server speaks frames of codec.ts over WebSocket, on the origin that served the page. */
export const SOCKET_PATH = '/channel'

/** WebSocket close code of an interface that read too slowly; it should connect again and catch up. */
export const CLOSED_TOO_SLOW = 4008

/** Names of the Electron IPC messages between preload and main; each carries the id of the page first. */
export const IPC_OPEN = 'isobar:open'
export const IPC_MESSAGE = 'isobar:message'
