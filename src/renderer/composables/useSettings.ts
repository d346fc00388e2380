import { type InjectionKey, type Ref } from 'vue'
import { PALETTES, type PaletteName } from '../../shared/figure/palettes.js'
import { oneOf, readSwitch, useStored, wholeFrom } from './useStored.js'

/** What a person chose once for all maps and sessions; kept in this browser. */
export interface UseSettings {
  /** Significant figures of the values at a point. */
  readonly digits: Ref<number>
  readonly palette: Ref<PaletteName>
  /** Workers of a new set-up; 0 takes what the owner proposes. */
  readonly workers: Ref<number>
  /** Whether the form is filled with what stood in it last. */
  readonly restore: Ref<boolean>
}

export const settingsKey: InjectionKey<UseSettings> = Symbol('settings')

export const PALETTE_NAMES = Object.keys(PALETTES) as readonly PaletteName[]
export const MOST_WORKERS = 512
/** A double has no more figures to show than the last of these; the first is what a printed table has. */
export const DIGITS = [3, 4, 6, 8, 12] as const

export function useSettings(): UseSettings {
  return {
    digits: useStored('digits', 6, wholeFrom(DIGITS[0], DIGITS.at(-1)!)),
    palette: useStored('palette', 'viridis', oneOf(PALETTE_NAMES)),
    workers: useStored('workers', 0, wholeFrom(0, MOST_WORKERS)),
    restore: useStored('restore', true, readSwitch),
  }
}
