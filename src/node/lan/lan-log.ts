import { type LanView } from '../../shared/lan-contract.js'
import { showable } from '../../shared/lan/showable.js'
import { type LanLog } from './ports.js'

/** Entries kept for the interface. */
const KEPT = 200

/** Events as people read them; what is missing here is told by its name and facts. */
const sentences: Readonly<Record<string, (facts: Record<string, string>) => string>> = {
  paired: ({ peer, via }) =>
    `Paired with ${brief(peer)} (${via === 'join-code' ? 'join code' : 'code compared'})`,
  'pairing-began': ({ address, incoming }) =>
    incoming === 'true' ? `${address} asks to be paired` : `Asked ${address} to be paired`,
  'pairing-ended': ({ address, outcome }) => `Pairing with ${address}: ${outcome}`,
  refused: ({ from, reason }) => `Turned ${from} away: ${reason}`,
  barred: ({ from }) => `Turned ${from} away for a minute: it failed too often`,
  dropped: ({ from }) => `Dropped a connection of ${from}: too many`,
  'helper-came': ({ name, cores, address }) => `${name} helps, with ${cores} cores, at ${address}`,
  'helper-left': ({ fingerprint, reason }) => `${brief(fingerprint)} helps no more: ${reason}`,
  'owner-came': ({ name, address }) => `${name} (${address}) may use this computer`,
  'owner-left': ({ fingerprint, reason }) => `${brief(fingerprint)} uses this computer no more: ${reason}`,
  distrusted: ({ name, reason }) =>
    `${name} set this computer aside: ${reason}. Its memory or processor may be at fault`,
  'run-began': ({ fingerprint, model }) => `Computes “${model}” for ${brief(fingerprint)}`,
  listening: ({ port }) => `Others reach this computer at port ${port}`,
  'not-listening': ({ reason }) => `Others cannot reach this computer: ${reason}`,
}

const brief = (fingerprint: string | undefined): string => (fingerprint ?? '').slice(0, 8)

export interface LanJournal {
  readonly log: LanLog
  readonly entries: () => LanView['log']
}

/** Keeps the last events as sentences, and passes each on as it came. */
export function createJournal(
  wallClock: () => number,
  passOn: LanLog | undefined,
  changed: () => void,
): LanJournal {
  const entries: { at: number; message: string }[] = []
  return {
    log: (event, facts = {}) => {
      passOn?.(event, facts)
      if (event.startsWith('discovery')) return
      entries.push({ at: wallClock(), message: messageOf(event, facts) })
      if (entries.length > KEPT) entries.shift()
      changed()
    },
    entries: () => [...entries],
  }
}

function messageOf(event: string, facts: NonNullable<Parameters<LanLog>[1]>): string {
  const shown = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, showable(String(value ?? ''), 200)]),
  )
  const sentence = Object.hasOwn(sentences, event) ? sentences[event] : undefined
  if (sentence) return sentence(shown)
  return [event, ...Object.entries(shown).map(([key, value]) => `${key} ${value}`)].join(', ')
}
