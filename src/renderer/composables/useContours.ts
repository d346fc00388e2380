import { computed, onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'
import { type ContourLevel, contourLevels } from '../../shared/figure/contour-levels.js'
import { type ContourLine } from '../../shared/figure/contours.js'
import { createContourTracer } from '../map/contour-tracer.js'
import { type UseMap } from './useMap.js'

export interface TracedContours {
  readonly levels: readonly ContourLevel[]
  readonly lines: readonly ContourLine[]
}

/** While the map fills, lines are drawn anew this often at most [ms], and rest for this many times their own time. */
const EVERY_MS = 1000
const REST = 3
/** A new picture is on the screen before the page copies it for its lines [ms]. */
const AFTER_DRAWING_MS = 60
const NOTHING: TracedContours = { levels: [], lines: [] }

/** Contour lines of a picture, computed beside the page and after it: the map never waits for them. */
export function useContours(
  { picture, style }: Pick<UseMap, 'picture' | 'style'>,
  after: (ms: number, callback: () => void) => () => void,
  tracer = createContourTracer(),
): Readonly<ShallowRef<TracedContours>> {
  const traced = shallowRef(NOTHING)
  let cancel: (() => void) | undefined
  let busy = false
  let again = false
  let pause = EVERY_MS

  const levels = computed(() => {
    const now = picture.value
    const { contours } = style.value
    return contours.shown && now?.found.full ? contourLevels(contours, now.range, now.scale) : []
  })

  async function trace(): Promise<void> {
    cancel = undefined
    again = false
    const wanted = levels.value
    const raster = picture.value?.raster
    if (!raster || wanted.length === 0) {
      traced.value = NOTHING
      return
    }
    busy = true
    const started = performance.now()
    const lines = await tracer.trace(
      raster,
      wanted.map(level => level.shade),
    )
    busy = false
    if (lines) traced.value = { levels: wanted, lines }
    pause = Math.max(EVERY_MS, REST * (performance.now() - started))
    if (again) wait(pause)
  }

  function wait(ms: number): void {
    if (busy) again = true
    else cancel ??= after(ms, () => void trace())
  }

  onScopeDispose(() => {
    cancel?.()
    tracer.close()
  })
  // The survey is new once in a while, the picture with every tile.
  watch(
    () => picture.value?.found,
    () => levels.value.length > 0 && wait(pause),
  )
  watch(
    () => style.value.output,
    () => (traced.value = NOTHING),
  )
  watch(
    [
      () => style.value.output,
      () => levels.value.map(level => level.shade).join(),
      () => picture.value?.scale,
    ],
    () => {
      cancel?.()
      cancel = undefined
      wait(AFTER_DRAWING_MS)
    },
    { immediate: true },
  )
  return shallowReadonly(traced)
}
