import { type Clock } from '../../core/ports.js'
import { type LanLog, type Link, type TrustStore } from './ports.js'

const RECHECK_MS = 2000

/** Closes a link at once when its peer is forgotten. */
export function closeWhenForgotten(link: Link, trust: TrustStore): void {
  const stop = trust.onForget(fingerprint => {
    if (fingerprint === link.fingerprint) link.close('trust was taken back')
  })
  link.onClose(stop)
}

/** Looks every 2 s whether another process forgot somebody, so that links of this one close too. */
export function watchTrust(trust: TrustStore, clock: Clock, log: LanLog): () => void {
  let cancel = clock.after(RECHECK_MS, look)
  function look(): void {
    try {
      trust.list()
    } catch (thrown) {
      log('trust-unreadable', { reason: (thrown as Error).message })
    }
    cancel = clock.after(RECHECK_MS, look)
  }
  return () => cancel()
}
