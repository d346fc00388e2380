import { computed, type ComputedRef, type InjectionKey, watch } from 'vue'
import { type LanView, type PairingView } from '../../shared/lan-contract.js'
import { foreign } from '../text/foreign.js'
import { say, text } from '../text/text.js'
import { type UseLan } from './useLan.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'

export interface UsePairing {
  /** The pairing to answer now; others wait their turn. */
  readonly pairing: ComputedRef<PairingView | undefined>
  answer(same: boolean): Promise<void>
}

export const pairingKey: InjectionKey<UsePairing> = Symbol('pairing')

/** The question both people are asked, and a word on how each pairing ended. */
export function usePairing({ owner }: UseOwner, { lan }: UseLan, notices: UseNotices): UsePairing {
  const refused = new Set<string>()
  const pairing = computed(() => lan.value?.pairings[0])

  watch(lan, (view, before) => {
    for (const { fingerprint, name } of ended(before, view)) {
      if (refused.delete(fingerprint)) continue
      const paired = view?.peers.some(peer => peer.fingerprint === fingerprint && peer.paired)
      if (paired) notices.inform(say(text.pairing.done, { name: foreign(name) }))
      else notices.inform(say(text.pairing.ended, { name: foreign(name) }), text.pairing.endedHint)
    }
  })

  async function answer(same: boolean): Promise<void> {
    const fingerprint = pairing.value?.fingerprint
    if (fingerprint === undefined) return
    if (!same) refused.add(fingerprint)
    const went = await notices.attempt(() => owner.answerPairing({ fingerprint, same }))
    if (!went) refused.delete(fingerprint)
  }

  return { pairing, answer }
}

const ended = (before: LanView | undefined, now: LanView | undefined): readonly PairingView[] =>
  (before?.pairings ?? []).filter(
    old => !now?.pairings.some(pairing => pairing.fingerprint === old.fingerprint),
  )
