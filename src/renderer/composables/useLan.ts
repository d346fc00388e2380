import { type InjectionKey, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'
import { type LanView } from '../../shared/lan-contract.js'
import { type UseOwner } from './useOwner.js'

export type LanPage = 'add' | 'share' | 'doctor'

export interface UseLan {
  readonly lan: Readonly<ShallowRef<LanView | undefined>>
  /** The page of the dialog on show; undefined while the dialog is closed. */
  readonly page: ShallowRef<LanPage | undefined>
  /** Asks anew, for example after a time in which nothing was pushed. */
  reload(): Promise<void>
}

export const lanKey: InjectionKey<UseLan> = Symbol('lan')

/**
 * Other computers as the owner knows them. After each (re)connection they are asked for anew; between the
 * two the owner tells of changes, and what it tells is newer than an answer still under way.
 */
export function useLan({ owner, on, onOnline }: UseOwner): UseLan {
  const lan = shallowRef<LanView>()
  const page = shallowRef<LanPage>()
  let told = 0

  on('lan', view => {
    told++
    lan.value = view
  })

  async function reload(): Promise<void> {
    const before = ++told
    try {
      const view = await owner.lan({})
      if (told === before) lan.value = view
    } catch {
      // The connection went again; the next one asks anew.
    }
  }
  onOnline(() => void reload())
  // Without the dialog nobody waits to see who is there, and nothing is sent over the network.
  watch(page, shown => shown && void owner.lookForPeers({}).catch(() => undefined))

  return { lan: shallowReadonly(lan), page, reload }
}
