import { formatAddress } from '../../shared/lan/address.js'
import { type Lookout } from './lookout.js'
import { type TrustStore } from './ports.js'

/** Where other computers may be found. */
export interface Whereabouts {
  /** Addresses that a person gave. */
  readonly typed: (fingerprint: string, addresses: readonly string[]) => void
  /** `host:port` heard of, typed, remembered, in this order; each once. */
  readonly of: (fingerprint: string) => string[]
}

export function createWhereabouts(lookout: Lookout, trust: TrustStore): Whereabouts {
  const typed = new Map<string, readonly string[]>()
  return {
    typed: (fingerprint, addresses) => void typed.set(fingerprint, addresses),
    of: fingerprint => {
      const heard = lookout.find(fingerprint)
      const announced = heard?.addresses.map(host => formatAddress({ host, port: heard.port })) ?? []
      const last = trust.find(fingerprint)?.lastAddress
      return [...new Set([...announced, ...(typed.get(fingerprint) ?? []), ...(last ? [last] : [])])]
    },
  }
}
