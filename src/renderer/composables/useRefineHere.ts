import { axisOfWindow } from '../map/window-axis.js'
import { say, text } from '../text/text.js'
import { type UseActions } from './useActions.js'
import { type UseMap } from './useMap.js'
import { type UseMapTools } from './useMapTools.js'
import { type UseNotices } from './useNotices.js'
import { type UseSetup } from './useSetup.js'
import { type UseSweep } from './useSweep.js'

/**
 * Makes a new set-up of the part of the map in view, with as many points as the whole has. Only the form is
 * filled: nothing is computed before people press Start.
 */
export function useRefineHere(
  { sweep }: Pick<UseSweep, 'sweep'>,
  { axes }: Pick<UseMap, 'axes'>,
  { part }: Pick<UseMapTools, 'part'>,
  setup: Pick<UseSetup, 'show'>,
  { attempt, inform }: Pick<UseNotices, 'attempt' | 'inform'>,
  actions: Pick<UseActions, 'register'>,
): () => Promise<void> {
  async function run(): Promise<void> {
    const [view, window, geometry] = [sweep.value, part.value, axes.value]
    if (!view || !window || !geometry) return
    const x = axisOfWindow(view.x, { low: window.x0, high: window.x1 }, geometry.x.log)
    const y = axisOfWindow(view.y, { low: window.y0, high: window.y1 }, geometry.y.log)
    const { path, ...question } = view.setup
    if (await attempt(() => setup.show({ ...question, x, y })))
      inform(say(text.mapTools.refinedHere, { x: x.parameter, y: y.parameter }), text.mapTools.refinedNext)
  }

  actions.register([
    { id: 'map.refine-here', group: 'map', title: () => text.mapTools.actions.refineHere, run },
  ])
  return run
}
