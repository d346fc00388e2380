import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, triggerRef } from 'vue'
import { type FarmReport } from '../../shared/farm-contract.js'
import { createSliceStore, type SliceStore } from '../farm/slice-store.js'
import { type UseOwner } from './useOwner.js'

/** What the owner said last, with all slices it has told of so far. */
export interface FarmNow {
  readonly report: Omit<FarmReport, 'slices'>
  readonly store: SliceStore
}

export interface UseFarm {
  /** Triggers with every answer; undefined while there is no sweep. */
  readonly farm: Readonly<ShallowRef<FarmNow | undefined>>
}

/**
 * The farm as long as the calling scope lives: asks when the owner tells of progress, which it does a few
 * times a second at most, and never twice at once.
 */
export function useFarm({ owner, state, on, onOnline }: UseOwner): UseFarm {
  const store = createSliceStore()
  const farm = shallowRef<FarmNow>()
  let asking = false
  let due = false
  let ended = false

  /** Asks until nothing is missing; a long timeline comes in parts. */
  async function ask(): Promise<void> {
    due = true
    if (asking) return
    asking = true
    try {
      while (due && !ended) {
        due = false
        const report = await owner.farm({ from: store.size() })
        if (take(report)) due = true
      }
    } catch {
      // The connection went; the next one asks anew.
    }
    asking = false
  }

  /** @returns whether more is there already */
  function take(report: FarmReport | null): boolean {
    const isOther = farm.value !== undefined && report?.sessionId !== farm.value.report.sessionId
    if (!report || isOther || report.from !== store.size()) {
      store.clear()
      farm.value = undefined
      if (report?.from !== 0) return report !== null
    }
    const { slices, ...rest } = report
    store.append(slices)
    farm.value = { report: rest, store }
    triggerRef(farm)
    return store.size() < report.total
  }

  on('progress', () => void ask())
  on('sweep', () => void ask())
  onOnline(() => void ask())
  if (state.value === 'online') void ask()
  onScopeDispose(() => (ended = true))
  return { farm: shallowReadonly(farm) }
}
