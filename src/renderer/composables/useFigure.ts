import { computed, type ComputedRef } from 'vue'
import { type DrawnFigure, mapFigureSvg } from '../../shared/figure/figure-svg.js'
import { figureContours } from '../../shared/figure/trace-figure.js'
import { type MapFigure } from '../../shared/figure/map-figure.js'
import { figurePoints } from '../export/figure-points.js'
import { captionText, figureTitles, holeWords } from '../export/figure-words.js'
import { type FigureChoices, widthOf } from './useExport.js'
import { type UseMap } from './useMap.js'
import { type UseMapTools } from './useMapTools.js'
import { type UseSweep } from './useSweep.js'

export interface UseFigure {
  /** For the screen; undefined before there is a map. */
  readonly preview: ComputedRef<DrawnFigure | undefined>
  readonly caption: ComputedRef<string>
  /** For print, at a resolution of the embedded picture [dpi]. */
  print(dpi: number, description: string): DrawnFigure | undefined
}

/** Pixels of the map across a preview: enough for the largest window it is shown in. */
const PREVIEW_PIXELS = 700
/** Larger pictures only grow the file; a pixel is a hundredth of a millimetre then. */
const MOST_PIXELS = 4000

/** The map on show as a figure for print, with the looks that were chosen. */
export function useFigure(
  map: Pick<UseMap, 'picture' | 'axes' | 'style' | 'outputInfo'>,
  { part, pins, measured }: Pick<UseMapTools, 'part' | 'pins' | 'measured'>,
  { sweep }: Pick<UseSweep, 'sweep'>,
  choices: FigureChoices,
): UseFigure {
  // The picture is new with every tile, what was found in it a few times a second.
  const found = computed(() => map.picture.value?.found)

  const caption = computed(() => {
    const [view, output, picture] = [sweep.value, map.outputInfo.value, map.picture.value]
    if (choices.caption !== undefined) return choices.caption
    return view && output && picture && found.value ? captionText(view, output, picture) : ''
  })

  function figure(description: string): MapFigure | undefined {
    const [view, output, axes] = [sweep.value, map.outputInfo.value, map.axes.value]
    const picture = found.value && map.picture.value
    if (!view || !output || !axes || !picture) return undefined
    const titles = figureTitles(view, output, picture)
    const { palette, reversed, contours } = map.style.value
    return {
      x: { geometry: axes.x, title: titles.x },
      y: { geometry: axes.y, title: titles.y },
      raster: picture.raster,
      scale: picture.scale,
      range: picture.range,
      palette,
      reversed,
      contours: figureContours(contours, picture.raster, picture, axes),
      ...(choices.pointed && {
        points: figurePoints(
          view,
          measured.measured.value?.points ?? [],
          pins.pins.value,
          picture,
          map.style.value,
        ),
      }),
      ...(part.value ? { view: part.value } : {}),
      barTitle: titles.bar,
      holes: holeWords(),
      ...(choices.titled && choices.title.trim() !== '' ? { title: choices.title.trim() } : {}),
      ...(choices.captioned && caption.value !== '' ? { caption: caption.value } : {}),
      ...(description === '' ? {} : { description }),
    }
  }

  function draw(pixels: number, description: string): DrawnFigure | undefined {
    const drawn = figure(description)
    return (
      drawn &&
      mapFigureSvg(drawn, {
        width: widthOf(choices),
        aspect: choices.height / 100,
        font: choices.font,
        pixels,
      })
    )
  }

  return {
    preview: computed(() => draw(PREVIEW_PIXELS, '')),
    caption,
    print: (dpi, description) =>
      draw(Math.min(MOST_PIXELS, Math.round((0.7 * widthOf(choices) * dpi) / 25.4)), description),
  }
}
