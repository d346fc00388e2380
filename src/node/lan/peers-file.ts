import { IsobarError } from '../../shared/errors.js'
import { type TrustedPeer } from './ports.js'

const VERSION = 1

export const peersText = (peers: readonly TrustedPeer[]): string =>
  `${JSON.stringify({ version: VERSION, peers }, null, 2)}\n`

/** Approves `peers.json`, by fingerprint. Throws `input/invalid`: half a list of whom to trust is none. */
export function parsePeers(text: string, path: string): Map<string, TrustedPeer> {
  try {
    const { version, peers } = JSON.parse(text) as { version: unknown; peers: unknown }
    if (version !== VERSION) throw new Error(`version ${String(version)}`)
    if (!Array.isArray(peers)) throw new Error('no list of peers')
    return new Map(peers.map(peer => approve(peer)).map(peer => [peer.fingerprint, peer]))
  } catch (cause) {
    const remedy = 'Bring the file back from a backup, or remove it and pair again.'
    throw new IsobarError(
      'input/invalid',
      `The list of paired computers in ${path} is damaged (${(cause as Error).message}). ${remedy}`,
      { field: 'peers', value: path, remedy },
      { cause },
    )
  }
}

function approve(value: unknown): TrustedPeer {
  const peer = value as Record<keyof TrustedPeer, unknown>
  const { fingerprint, name, pairedAt, lastSeenAt, lastAddress, via } = peer
  if (typeof fingerprint !== 'string' || !/^[0-9a-f]{64}$/.test(fingerprint)) throw new Error('fingerprint')
  if (typeof name !== 'string') throw new Error('name')
  if (!Number.isFinite(pairedAt) || !Number.isFinite(lastSeenAt)) throw new Error('time')
  if (lastAddress !== undefined && typeof lastAddress !== 'string') throw new Error('address')
  if (via !== 'compared' && via !== 'join-code') throw new Error('via')
  return {
    fingerprint,
    name,
    pairedAt: pairedAt as number,
    lastSeenAt: lastSeenAt as number,
    lastAddress,
    via,
  }
}
