import {
  computed,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
  shallowReadonly,
  shallowRef,
  watch,
} from 'vue'
import { type MapSnapshot, type MapTiles, type OutputInfo } from '../../shared/owner-contract.js'
import { pointOrder } from '../../shared/point-order.js'
import { type AxisGeometry, axisGeometry } from '../map/axis-geometry.js'
import { palettePixels } from '../map/palette.js'
import {
  applyPoints,
  createRaster,
  loadSnapshot,
  painter,
  type PixelColours,
  type Raster,
  recolour,
  rescale,
  type ShadeRange,
  type ShadeScale,
} from '../map/raster.js'
import { signFor, survey, type Survey } from '../map/survey.js'
import { rangeOf, useColouring, type UseColouring } from './useColouring.js'
import { type UseOwner } from './useOwner.js'
import { type UseSweep } from './useSweep.js'

export interface UseMap extends UseColouring {
  readonly output: ShallowRef<string>
  readonly outputInfo: ComputedRef<OutputInfo | undefined>
  readonly raster: Readonly<ShallowRef<Raster | undefined>>
  readonly axes: ComputedRef<{ x: AxisGeometry; y: AxisGeometry } | undefined>
  readonly scale: Readonly<ShallowRef<ShadeScale>>
  readonly range: Readonly<ShallowRef<ShadeRange>>
  readonly found: Readonly<ShallowRef<Survey | undefined>>
  /** Grows whenever pixels changed; what draws them watches it. */
  readonly version: Readonly<ShallowRef<number>>
  /** Colours of cells without a value follow the theme. */
  readonly cellColours: ShallowRef<{ failed: number; below: number }>
  /** Asks the owner for the whole map again, after something may have been missed. */
  reload(): void
}

export const mapKey: InjectionKey<UseMap> = Symbol('map')

/** The whole map is counted and its range found anew at most this often while it fills [ms]. */
const SURVEY_EVERY_MS = 300

/**
 * The pixels of the output on show. Tiles are painted as they come; the range of the colours follows at
 * a calmer pace. Arrays stay raw: only `version` tells that they changed.
 */
export function useMap(
  { owner, on, onOnline }: UseOwner,
  { sweep }: Pick<UseSweep, 'sweep'>,
  after: (ms: number, callback: () => void) => () => void,
): UseMap {
  const output = shallowRef('')
  const raster = shallowRef<Raster>()
  const scale = shallowRef<ShadeScale>({ log: true, sign: 1 })
  const range = shallowRef<ShadeRange>({ low: 0, high: 1 })
  const found = shallowRef<Survey>()
  const version = shallowRef(0)
  const cellColours = shallowRef({ failed: 0xff999999, below: 0xff555555 })
  let asked = 0
  let surveyed = false
  let surveyPending = false
  /** Of the last snapshot: tiles before it are in it, tiles before its arrival are late. */
  let revision = -1
  /** Tiles that overtook the snapshot asked for; undefined while none is asked for. */
  let early: MapTiles[] | undefined
  let order: { key: string; points: Uint32Array } | undefined

  const outputInfo = computed(() => sweep.value?.outputs.find(info => info.name === output.value))
  const looks = useColouring(outputInfo)
  const axes = computed(() => {
    const view = sweep.value
    return view && { x: axisGeometry(view.x), y: axisGeometry(view.y) }
  })

  const colours = (): PixelColours => ({ palette: palettePixels(looks.palette.value), ...cellColours.value })
  const paint = (on: Raster) => painter(on, range.value, colours())

  async function load(): Promise<void> {
    const mine = ++asked
    const wanted = output.value
    if (!sweep.value || wanted === '') return
    early = []
    try {
      const snapshot = await owner.watch({ output: wanted })
      if (mine !== asked) return
      const late = early
      early = undefined
      show(snapshot)
      late.forEach(take)
    } catch {
      if (mine === asked) early = undefined
      // The session was closed or the connection lost meanwhile; both lead here again.
    }
  }

  function show(snapshot: MapSnapshot): void {
    const { nx, ny, values, status } = snapshot
    const key = `${nx}x${ny}`
    if (order?.key !== key) order = { key, points: pointOrder(nx, ny) }
    const next = raster.value?.nx === nx && raster.value.ny === ny ? raster.value : createRaster(nx, ny)
    revision = snapshot.revision
    scale.value = { log: looks.colouring.value.log, sign: signFor(values, status) }
    // Painted once for the counts and the range, and again in the colours that follow from them.
    loadSnapshot(next, snapshot, scale.value, order.points, () => 0)
    raster.value = next
    refresh(false)
  }

  /** Counts, range and colours of the whole map. */
  function refresh(steady: boolean): void {
    const on = raster.value
    if (!on) return
    found.value = survey(on)
    const sign = signFor(on.values, on.status)
    if (sign !== scale.value.sign || looks.colouring.value.log !== scale.value.log) {
      scale.value = { log: looks.colouring.value.log, sign }
      rescale(on, scale.value)
      found.value = survey(on)
      steady = false
    }
    const next = rangeOf(looks.colouring.value, found.value, steady ? range.value : undefined)
    surveyed = found.value.robust !== undefined
    if (steady && next === range.value) return
    range.value = next
    recolour(on, paint(on))
    version.value++
  }

  function take(tiles: MapTiles): void {
    if (early) {
      early.push(tiles)
      return
    }
    const on = raster.value
    if (!on || tiles.output !== output.value || tiles.revision <= revision) return
    applyPoints(on, tiles, scale.value, paint(on))
    version.value++
    if (surveyPending) return
    surveyPending = true
    after(surveyed ? SURVEY_EVERY_MS : 0, () => {
      surveyPending = false
      refresh(true)
    })
  }

  on('tiles', take)
  onOnline(() => void load())
  watch(
    () => sweep.value?.planHash + '|' + sweep.value?.sessionId,
    () => {
      const view = sweep.value
      raster.value = undefined
      found.value = undefined
      surveyed = false
      if (!view) return
      const named = (name: string): boolean => view.outputs.some(info => info.name === name)
      if (!named(output.value))
        output.value = named(view.mechanism.defaults.output)
          ? view.mechanism.defaults.output
          : (view.outputs[0]?.name ?? '')
      void load()
    },
  )
  watch(output, () => void load())
  // Getters throughout: a shallow ref among the sources would make every trigger count as a change.
  watch(
    [
      () => looks.colouring.value.log,
      () => looks.colouring.value.range,
      () => looks.colouring.value.manual,
      () => looks.palette.value,
      () => cellColours.value,
    ],
    () => refresh(false),
  )

  return {
    ...looks,
    output,
    outputInfo,
    raster: shallowReadonly(raster),
    axes,
    scale: shallowReadonly(scale),
    range: shallowReadonly(range),
    found: shallowReadonly(found),
    version: shallowReadonly(version),
    cellColours,
    reload: () => void load(),
  }
}
