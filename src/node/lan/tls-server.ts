import { createServer, type Server } from 'node:https'
import { WebSocketServer } from 'ws'
import { PEER_SUBPROTOCOL, type PeerPath } from '../../shared/peer-contract.js'
import { frameBytes } from './link.js'
import { type Identity } from './ports.js'

const HANDSHAKE_MS = 3000
const MAX_HEADER_BYTES = 8192

/** Over sockets it is given; it does not listen itself. */
export const tlsServer = (identity: Identity): Server =>
  createServer({
    key: identity.key,
    cert: identity.certificate,
    requestCert: true,
    // Every certificate may finish the handshake, which proves its key; who it is decides peer-door.ts.
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    handshakeTimeout: HANDSHAKE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  })

/** Makes WebSockets of requests that were let in. */
export function acceptor(path: PeerPath): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload: frameBytes(path),
    perMessageDeflate: false,
    handleProtocols: () => PEER_SUBPROTOCOL,
  })
}
