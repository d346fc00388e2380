import { shallowReadonly, type ShallowRef, shallowRef, watch } from 'vue'
import { type Mechanism } from '../../shared/mechanism.js'
import { type ParameterPlace, placesOf } from '../../shared/model/parameter-places.js'
import { lintModel } from '../../shared/model/lint/lint-model.js'
import { type PlacedFinding, placeFindings } from './diagnostics.js'

/** All that the parser of the door says about a text. */
export interface Reading {
  readonly text: string
  readonly mechanism: Mechanism | undefined
  readonly findings: readonly PlacedFinding[]
  readonly places: readonly ParameterPlace[]
}

export function readingOf(text: string): Reading {
  const { mechanism, findings, drafts } = lintModel(text)
  return { text, mechanism, findings: placeFindings(text, findings), places: placesOf(text, drafts) }
}

/** A breath after the last key: markers come at once and never in the middle of a word. */
const PAUSE_MS = 120

/** The reading of a text that is being written, for as long as the calling scope lives. */
export function useReading(
  text: Readonly<ShallowRef<string>>,
  after: (ms: number, callback: () => void) => () => void,
): Readonly<ShallowRef<Reading>> {
  const reading = shallowRef(readingOf(text.value))
  watch(text, (next, _, onCleanup) => onCleanup(after(PAUSE_MS, () => (reading.value = readingOf(next)))))
  return shallowReadonly(reading)
}
