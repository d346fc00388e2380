import { computed, type ComputedRef, shallowRef, type WritableComputedRef } from 'vue'
import { type OutputInfo } from '../../shared/owner-contract.js'
import { type ContourStyle } from '../../shared/figure/contour-levels.js'
import { defaultMapStyle, type MapStyle, withPalette } from '../../shared/figure/map-style.js'
import { type PaletteName } from '../../shared/figure/palettes.js'

/** What is chosen for one output; the other looks are those of all. */
type OwnLook = Pick<MapStyle, 'log' | 'range' | 'manual' | 'tail'>

export interface UseColouring {
  /** Everything chosen about the picture of the output on show. */
  readonly style: ComputedRef<MapStyle>
  readonly palette: WritableComputedRef<PaletteName>
  change(changes: Partial<OwnLook>): void
  changeLook(changes: { readonly reversed?: boolean; readonly contours?: ContourStyle }): void
}

/**
 * Colours of the output on show. Scale and range are kept per output, because a coverage and a rate want
 * different looks; palette and contour lines are those of all outputs.
 */
export function useColouring(output: ComputedRef<OutputInfo | undefined>): UseColouring {
  const looks = shallowRef<Pick<MapStyle, 'palette' | 'reversed' | 'centred' | 'contours'>>()
  const chosen = shallowRef<Readonly<Record<string, OwnLook>>>({})
  const style = computed<MapStyle>(() => {
    const { name = '', group = '' } = output.value ?? {}
    return { ...defaultMapStyle({ name, group }), ...looks.value, ...chosen.value[name] }
  })
  return {
    style,
    palette: computed({
      get: () => style.value.palette,
      set: name => {
        const { palette, reversed, centred, contours } = withPalette(style.value, name)
        looks.value = { palette, reversed, centred, contours }
      },
    }),
    change: changes => {
      const { output: name, log, range, manual, tail } = style.value
      if (output.value) chosen.value = { ...chosen.value, [name]: { log, range, manual, tail, ...changes } }
    },
    changeLook: changes => {
      const { palette, reversed, centred, contours } = style.value
      looks.value = { palette, reversed, centred, contours, ...changes }
    },
  }
}
