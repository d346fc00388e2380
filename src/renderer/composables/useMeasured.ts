import { computed, type ComputedRef, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import { type OutputInfo, type SweepView } from '../../shared/owner-contract.js'
import { type Measured, type MeasuredProblem, readMeasured } from '../../shared/measured/measured-csv.js'

export interface UseMeasured {
  /** Name of the file that is laid over the map. */
  readonly file: ComputedRef<string | undefined>
  readonly measured: ComputedRef<Measured | undefined>
  readonly problems: ComputedRef<readonly MeasuredProblem[]>
  readonly open: (file: File) => Promise<void>
  readonly remove: () => void
}

/** A table of measurements is small; what is larger is another file by mistake [bytes]. */
const LARGEST = 4_000_000

/** Measured points over the map, read again when axes or output change because units do. */
export function useMeasured(
  sweep: Ref<SweepView | undefined>,
  output: Ref<OutputInfo | undefined>,
): UseMeasured {
  const source: ShallowRef<{ name: string; text: string } | undefined> = shallowRef()
  watch(
    () => sweep.value?.sessionId,
    () => (source.value = undefined),
  )
  const read = computed(() => {
    const { x, y } = sweep.value ?? {}
    if (!source.value || !x || !y || !output.value) return undefined
    return readMeasured(source.value.text, {
      x: { name: x.parameter, unit: x.unit },
      y: { name: y.parameter, unit: y.unit },
      output: output.value,
    })
  })
  return {
    file: computed(() => source.value?.name),
    measured: computed(() => (read.value && 'measured' in read.value ? read.value.measured : undefined)),
    problems: computed(() => (read.value && 'problems' in read.value ? read.value.problems : [])),
    open: async file => {
      source.value = { name: file.name, text: await file.slice(0, LARGEST).text() }
    },
    remove: () => (source.value = undefined),
  }
}
