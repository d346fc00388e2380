import { type PeerState, type PeerView } from '../../../shared/lan-contract.js'
import { plural, say, text } from '../../text/text.js'
import { ownerText } from '../../text/owner-text.js'
import { foreign } from '../../text/foreign.js'
import { formatRoundTrip } from '../../../shared/figure/numbers.js'
import { type LampTone } from '../ui/UiLamp.vue'

export const PEER_TONES: Readonly<Record<PeerState, LampTone>> = {
  available: 'ready',
  connecting: 'wait',
  'in-use': 'on',
  'needs-pairing': 'ask',
  'other-version': 'bad',
  unreachable: 'none',
  duplicate: 'bad',
  'set-aside': 'bad',
}

/** What a computer has, as far as that is known. */
export function peerFacts(peer: PeerView): string {
  const { state, cores, lanes, version, rttMs } = peer
  const all = cores > 0 ? plural(text.lan.cores, cores) : ''
  const some = lendsLess(peer) ? say(text.lan.someCores, { lanes, cores: all }) : all
  const differs = state === 'other-version' ? say(text.lan.version, { version: foreign(version) }) : ''
  const trip = rttMs === undefined ? '' : formatRoundTrip(rttMs)
  return [some, differs, trip].filter(Boolean).join(' · ')
}

/** What is wrong and what to do, or why it lends less than it has. */
export function peerNote(peer: PeerView): string | undefined {
  if (peer.note !== undefined) return ownerText(peer.note)
  const { lanes, lanesNote } = peer
  if (!lendsLess(peer) || lanesNote === undefined) return undefined
  return say(text.lan.lendsNote, {
    lanes: plural(text.lan.cores, lanes),
    note: ownerText(foreign(lanesNote)),
  })
}

const lendsLess = ({ state, cores, lanes }: PeerView): boolean => state === 'in-use' && lanes < cores

/** By name, then by what cannot be chosen: a row must not jump away from under the pointer when its state changes. */
export const byName = (a: PeerView, b: PeerView): number =>
  a.name.localeCompare(b.name, undefined, { numeric: true }) ||
  a.fingerprint.localeCompare(b.fingerprint) ||
  a.address.localeCompare(b.address)
