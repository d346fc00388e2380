import { statSync } from 'node:fs'
import { join } from 'node:path'
import { wallClock } from '../clock.js'
import { takeWriterLock, type WriterLock } from '../session/writer-lock.js'
import { parsePeers, peersText } from './peers-file.js'
import { type TrustedPeer, type TrustStore } from './ports.js'
import { makePrivateFolder, readPrivate, replacePrivate } from './private-file.js'

/** `lastSeenAt` is for people; it is not worth a write at each connection. */
const SEEN_AGAIN_MS = 60_000
const LOCK_TRIES = 400
const LOCK_PAUSE_MS = 5

/**
 * The pinned certificates of an installation, in `peers.json`. Several processes may have it open: each
 * looks at the file before it answers, so that what one forgets no other trusts.
 *
 * @param now wall clock [ms since 1970]
 * @throws IsobarError `input/invalid` from every function when the file is damaged
 */
export function openTrustStore(folder: string, now: () => number = wallClock): TrustStore {
  const path = join(folder, 'peers.json')
  const listeners = new Set<(fingerprint: string) => void>()
  let peers: ReadonlyMap<string, TrustedPeer> = new Map()
  let version: string | undefined

  function read(): ReadonlyMap<string, TrustedPeer> {
    const found = versionOf(path)
    if (found === version) return peers
    const text = readPrivate(path)
    accept(text === undefined ? new Map() : parsePeers(text, path))
    version = found
    return peers
  }

  function accept(next: ReadonlyMap<string, TrustedPeer>): void {
    const forgotten = [...peers.keys()].filter(fingerprint => !next.has(fingerprint))
    peers = next
    for (const fingerprint of forgotten) for (const listener of [...listeners]) listener(fingerprint)
  }

  function change(edit: (peers: Map<string, TrustedPeer>) => void): void {
    makePrivateFolder(folder)
    const lock = waitForLock(path)
    try {
      const next = new Map(read())
      edit(next)
      replacePrivate(path, peersText([...next.values()]))
      accept(next)
      // Read again next time, whatever has happened to the file by then.
      version = undefined
    } finally {
      lock?.release()
    }
  }

  read()
  return {
    list: () => [...read().values()],
    find: fingerprint => read().get(fingerprint),
    pin: peer => change(next => next.set(peer.fingerprint, peer)),
    seen: (fingerprint, facts) => {
      const peer = read().get(fingerprint)
      if (!peer) return
      const seen: TrustedPeer = {
        ...peer,
        name: facts.name ?? peer.name,
        lastAddress: facts.address ?? peer.lastAddress,
        lastSeenAt: now(),
      }
      const news =
        seen.name !== peer.name ||
        seen.lastAddress !== peer.lastAddress ||
        seen.lastSeenAt - peer.lastSeenAt >= SEEN_AGAIN_MS
      if (news) change(next => next.has(fingerprint) && next.set(fingerprint, seen))
    },
    forget: fingerprint => {
      if (read().has(fingerprint)) change(next => next.delete(fingerprint))
    },
    onForget: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Differs whenever the file does: each change puts a new file in its place. */
function versionOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat ? `${stat.ino}:${stat.mtimeNs}:${stat.size}` : 'none'
}

/** A change takes a few milliseconds. Whoever holds the lock for seconds is stuck, and is not waited for. */
function waitForLock(path: string): WriterLock | undefined {
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let tries = 0; tries < LOCK_TRIES; tries++) {
    const lock = takeWriterLock(path)
    if (lock) return lock
    Atomics.wait(sleeper, 0, 0, LOCK_PAUSE_MS)
  }
  return undefined
}
