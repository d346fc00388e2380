import { type PeerCertificate, type TLSSocket } from 'node:tls'

/** Node's form of a fingerprint, `AB:CD:…`, as ours: lower-case hex digits. */
export const plainHex = (fingerprint256: string): string => fingerprint256.replaceAll(':', '').toLowerCase()

/**
 * SHA-256 of the certificate the other side has just proved to hold the key of; undefined when it has none.
 *
 * Nothing else that Node says of a peer may be believed: `authorized` can be true without a certificate, and a
 * resumed session proves no key in this connection, whatever certificate it remembers.
 */
export function peerFingerprint(socket: TLSSocket): string | undefined {
  if (socket.isSessionReused()) return undefined
  const { fingerprint256 } = (socket.getPeerCertificate() as Partial<PeerCertificate> | null) ?? {}
  return fingerprint256 === undefined ? undefined : plainHex(fingerprint256)
}
