import { computed, type Ref, shallowRef, watch } from 'vue'
import { combine, type Combination } from '../../shared/compare/combine.js'
import { type OutputInfo } from '../../shared/owner-contract.js'
import { NO_CONTOURS } from '../../shared/figure/contour-levels.js'
import { defaultMapStyle, type MapStyle, withPalette } from '../../shared/figure/map-style.js'
import { palettePixels } from '../../shared/figure/palette.js'
import { type Picture, pictureOf, renewed } from '../map/picture.js'
import { type UseMap } from './useMap.js'
import { type UseSecondValues } from './useSecondValues.js'

/**
 * The map beside the main one, in the form in which maps are drawn: the second values, or what they differ
 * by from the first. A second map of the same output has the colours of the first, so that they compare.
 */
export function useSecondMap(map: UseMap, second: UseSecondValues, how: Ref<Combination>): UseMap {
  const picture = shallowRef<Picture>()
  const noise = shallowRef(false)
  const outputInfo = computed<OutputInfo | undefined>(() => {
    const [a, b] = [map.outputInfo.value, second.info.value]
    if (!a || !b) return undefined
    if (how.value === 'second') return b
    const unit = how.value === 'ratio' ? (a.unit === b.unit ? '1' : '') : a.unit === b.unit ? a.unit : ''
    return { name: how.value, unit, group: how.value }
  })
  const isAlike = computed(() => how.value === 'second' && second.info.value?.name === map.output.value)
  const style = computed<MapStyle>(() => {
    const main = map.style.value
    if (how.value === 'second') {
      const own = defaultMapStyle(outputInfo.value ?? { name: '', group: '' })
      const { palette, reversed, centred, contours } = main
      if (!isAlike.value) return { ...own, palette, reversed, centred, contours }
      return { ...main, range: 'manual', manual: rangeOnBar(map.picture.value) }
    }
    const base = defaultMapStyle({ name: how.value, group: how.value })
    return {
      ...withPalette(base, 'tide'),
      log: how.value === 'ratio',
      contours: noise.value ? NO_CONTOURS : main.contours,
    }
  })

  function paint(): void {
    const first = map.picture.value
    const values = second.values.value
    if (!first || !values || !outputInfo.value || values.values.length !== first.raster.values.length) {
      picture.value = undefined
      return
    }
    const { nx, ny } = first.raster
    const { palette, reversed } = style.value
    const colours = { palette: palettePixels(palette, reversed), ...map.cellColours.value }
    const { name: output, unit } = outputInfo.value
    const snapshot = { output, unit, nx, ny, revision: 0, ...combine(first.raster, values, how.value) }
    const painted = pictureOf(snapshot, picture.value, style.value, colours)
    const least = how.value === 'second' ? undefined : leastRange(first, how.value)
    const isNoise =
      least &&
      painted.found.full &&
      painted.range.high < (painted.scale.log ? Math.log10(least.high) : least.high)
    noise.value = isNoise === true
    picture.value = isNoise
      ? renewed(painted, { ...style.value, range: 'manual', manual: least }, colours, false)
      : painted
  }
  watch(
    [() => second.values.value, how, () => map.picture.value?.found, style, () => map.cellColours.value],
    paint,
    { immediate: true },
  )

  return {
    ...map,
    output: computed({ get: () => outputInfo.value?.name ?? '', set: () => undefined }),
    outputInfo,
    picture,
    style,
  }
}

/** Below this share of the values a difference is rounding, and would be coloured noise. */
const ROUNDING = 1e-9
/** A ratio that is one within this has nothing to show: colours are stretched no further. */
const EQUAL = 1e-3

/** The narrowest range of a comparison, in its unit; undefined while the first map has no value. */
function leastRange(
  { found }: Picture,
  how: 'difference' | 'ratio',
): { low: number; high: number } | undefined {
  if (how === 'ratio') return { low: 1 / (1 + EQUAL), high: 1 + EQUAL }
  const half = ROUNDING * Math.max(Math.abs(found.minimum), Math.abs(found.maximum))
  return half > 0 ? { low: -half, high: half } : undefined
}

/** The range of the bar in the unit of the output. */
function rangeOnBar(picture: Picture | undefined): { low: number; high: number } | undefined {
  if (!picture?.found.full) return undefined
  const value = (shade: number): number => (picture.scale.log ? 10 ** shade : shade)
  return { low: value(picture.range.low), high: value(picture.range.high) }
}
