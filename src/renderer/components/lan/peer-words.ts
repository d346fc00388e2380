import { type PeerState, type PeerView } from '../../../shared/lan-contract.js'
import { plural, say, text } from '../../text/text.js'
import { foreign } from '../../text/foreign.js'
import { formatRoundTrip } from '../../map/numbers.js'
import { type LampTone } from '../ui/UiLamp.vue'

export const PEER_TONES: Readonly<Record<PeerState, LampTone>> = {
  available: 'ready',
  connecting: 'wait',
  'in-use': 'on',
  'needs-pairing': 'ask',
  'other-version': 'bad',
  unreachable: 'none',
  duplicate: 'bad',
}

/** Where a computer is and what it has, as far as that is known. */
export function peerFacts(peer: PeerView): readonly string[] {
  const version =
    peer.state === 'other-version' ? [say(text.lan.version, { version: foreign(peer.version) })] : []
  const trip = peer.rttMs === undefined ? [] : [formatRoundTrip(peer.rttMs)]
  return [foreign(peer.address), coresText(peer), ...version, ...trip].filter(Boolean)
}

function coresText({ state, cores, lanes, lanesNote }: PeerView): string {
  const all = cores > 0 ? plural(text.lan.cores, cores) : ''
  if (state !== 'in-use' || lanes >= cores) return all
  return lanesNote === undefined
    ? say(text.lan.lends, { lanes, cores: all })
    : say(text.lan.lendsNote, { lanes, cores: all, note: foreign(lanesNote) })
}

/** By name, then by what cannot be chosen: a row must not jump away from under the pointer when its state changes. */
export const byName = (a: PeerView, b: PeerView): number =>
  a.name.localeCompare(b.name, undefined, { numeric: true }) ||
  a.fingerprint.localeCompare(b.fingerprint) ||
  a.address.localeCompare(b.address)
