import {
  computed,
  type ComputedRef,
  type InjectionKey,
  onScopeDispose,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue'
import { type MapTiles, type OutputInfo, type SweepView } from '../../shared/owner-contract.js'
import { type AxisGeometry, axisGeometry } from '../../shared/figure/axis-geometry.js'
import { palettePixels } from '../../shared/figure/palette.js'
import { type ScrubAnswer } from '../../shared/scrub-contract.js'
import { lentPicture, relit } from '../map/lent-picture.js'
import { createPictureShelf } from '../map/picture-shelf.js'
import { type Picture, pictureOf, renewed, withTiles } from '../map/picture.js'
import { type PixelColours } from '../../shared/figure/raster.js'
import { useColouring, type UseColouring } from './useColouring.js'
import { type UseOwner } from './useOwner.js'
import { type UseSweep } from './useSweep.js'

export interface UseMap extends UseColouring {
  readonly output: ShallowRef<string>
  readonly outputInfo: ComputedRef<OutputInfo | undefined>
  readonly axes: ComputedRef<{ x: AxisGeometry; y: AxisGeometry } | undefined>
  /** The scales people want the axes on; those of the plan where nothing is said. */
  readonly axisScales: ShallowRef<{ readonly x?: 'linear' | 'log'; readonly y?: 'linear' | 'log' }>
  /** A new object whenever anything of it changed; the arrays inside are raw and stay the same. */
  readonly picture: Readonly<ShallowRef<Picture | undefined>>
  /** Colours of cells without a value follow the theme. */
  readonly cellColours: ShallowRef<{ failed: number; below: number }>
  /** Shows a map that is not kept in place of the one on the desk, in its colours. */
  lend(answer: ScrubAnswer): void
  /** Shows the one on the desk again. */
  takeBack(): void
  /** Asks the owner for the whole map again, after something may have been missed. */
  reload(): void
}

export const mapKey: InjectionKey<UseMap> = Symbol('map')

/**
 * While it fills, the whole map is counted and its range found anew this often [ms]; at once when as much
 * came as was known, and when nothing is missing any more.
 */
const SURVEY_EVERY_MS = 300
/** No owner counts as far: a picture of this revision is asked for anew. */
const UNKNOWN = Number.MAX_SAFE_INTEGER

/**
 * The picture of the output on show. Tiles are painted as they come; counts and colour range follow at a
 * calmer pace.
 */
export function useMap(
  { owner, on, onOnline }: UseOwner,
  { sweep }: Pick<UseSweep, 'sweep'>,
  after: (ms: number, callback: () => void) => () => void,
): UseMap {
  const output = shallowRef('')
  const axisScales = shallowRef<{ x?: 'linear' | 'log'; y?: 'linear' | 'log' }>({})
  const picture = shallowRef<Picture>()
  const lent = shallowRef<Picture>()
  const cellColours = shallowRef({ failed: 0xff999999, below: 0xff555555 })
  const shelf = createPictureShelf()
  let asked = 0
  /** Tiles that overtook the snapshot asked for; undefined while none is asked for. */
  let early: MapTiles[] | undefined
  let cancelSurvey: (() => void) | undefined
  let unsurveyed = 0

  const outputInfo = computed(() => sweep.value?.outputs.find(info => info.name === output.value))
  const looks = useColouring(outputInfo)
  const colours = (): PixelColours => ({
    palette: palettePixels(looks.style.value.palette, looks.style.value.reversed),
    ...cellColours.value,
  })

  const axes = computed(() => {
    const { x, y } = sweep.value ?? {}
    return x && y && { x: axisGeometry(x, axisScales.value.x), y: axisGeometry(y, axisScales.value.y) }
  })

  async function load(): Promise<void> {
    const mine = ++asked
    const wanted = output.value
    if (!sweep.value || wanted === '') return
    const before = picture.value
    const known = before?.output === wanted ? before : shelf.take(wanted)
    const isKept = before !== known && before && shelf.keep(before)
    early = []
    try {
      const current = known && (await owner.rewatch({ output: wanted, revision: known.revision }))
      if (mine !== asked) return
      if (current && known !== before) picture.value = renewed(known, looks.style.value, colours(), false)
      if (!current) {
        const snapshot = await owner.watch({ output: wanted })
        if (mine !== asked) return
        const spare = known ?? (isKept ? undefined : before)
        picture.value = pictureOf(
          snapshot,
          spare,
          looks.style.value,
          colours(),
          sweep.value.mechanism.analysis?.hysteresis,
        )
      }
    } catch {
      // The session was closed or the connection lost meanwhile; both lead here again.
    }
    if (mine !== asked) return
    const overtakers = early
    early = undefined
    overtakers.forEach(take)
  }

  function renew(calm: boolean): void {
    cancelSurvey?.()
    cancelSurvey = undefined
    unsurveyed = 0
    // The picture of another output stays as it is until that of this one is there.
    if (picture.value?.output === output.value)
      picture.value = renewed(picture.value, looks.style.value, colours(), calm)
    if (lent.value && picture.value) lent.value = relit(lent.value, picture.value, colours())
  }

  function take(tiles: MapTiles): void {
    if (early) {
      early.push(tiles)
      return
    }
    if (!picture.value || tiles.output !== output.value || tiles.revision <= picture.value.revision) return
    picture.value = withTiles(picture.value, tiles, colours())
    unsurveyed += tiles.points.length
    const { pending } = picture.value.found
    const known = picture.value.raster.status.length - pending
    if (unsurveyed >= Math.min(known, pending)) renew(true)
    else cancelSurvey ??= after(SURVEY_EVERY_MS, () => renew(true))
  }

  on('tiles', take)
  onOnline(() => {
    // Another owner may count from the beginning: no revision that was known means anything to it.
    shelf.clear()
    picture.value &&= { ...picture.value, revision: UNKNOWN }
    void load()
  })
  onScopeDispose(() => cancelSurvey?.())
  watch(
    () => sweep.value?.sessionId,
    () => {
      picture.value = lent.value = undefined
      shelf.clear()
      if (!sweep.value) return
      output.value = outputToShow(sweep.value, output.value)
      void load()
    },
  )
  watch(output, () => {
    lent.value = undefined
    void load()
  })
  // Getters throughout: a shallow ref among the sources would make every trigger count as a change.
  watch(
    [
      () => looks.style.value.log,
      () => looks.style.value.range,
      () => looks.style.value.manual,
      () => looks.style.value.tail,
      () => looks.style.value.centred,
      () => looks.style.value.palette,
      () => looks.style.value.reversed,
      () => cellColours.value,
    ],
    () => renew(false),
  )

  return {
    ...looks,
    output,
    outputInfo,
    axisScales,
    axes,
    picture: computed(() => lent.value ?? picture.value),
    cellColours,
    lend: answer => {
      if (picture.value) lent.value = lentPicture(picture.value, lent.value, answer, colours())
    },
    takeBack: () => (lent.value = undefined),
    reload: () => void load(),
  }
}

/** Stays with an output the sweep has, else takes the one its model names. */
function outputToShow({ outputs, mechanism }: SweepView, now: string): string {
  const has = (name: string): boolean => outputs.some(info => info.name === name)
  if (has(now)) return now
  return has(mechanism.defaults.output) ? mechanism.defaults.output : (outputs[0]?.name ?? '')
}
