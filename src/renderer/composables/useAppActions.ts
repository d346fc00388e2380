import { mapActions, type MapActionParts } from '../actions/map-actions.js'
import { otherActions, type OtherActionParts } from '../actions/other-actions.js'
import { runActions, type RunActionParts } from '../actions/run-actions.js'
import { sessionActions, type SessionActionParts } from '../actions/session-actions.js'
import { viewActions, type ViewActionParts } from '../actions/view-actions.js'
import { focusMap, moveRegion } from './regions.js'
import { type UseActions } from './useActions.js'
import { useKeys } from './useKeys.js'

export type AppActionParts = Omit<SessionActionParts, 'desktop'> &
  RunActionParts &
  Omit<MapActionParts, 'focusMap'> &
  Omit<ViewActionParts, 'moveRegion'> &
  Omit<OtherActionParts, 'desktop'>

/** Registers what can be done with the window as a whole, and lets keys do it. */
export function useAppActions(page: Window, { register, actions }: UseActions, parts: AppActionParts): void {
  const desktop = 'isobar' in page
  register([
    ...sessionActions({ ...parts, desktop }),
    ...runActions(parts),
    ...mapActions({ ...parts, focusMap: () => focusMap(page.document) }),
    ...viewActions({ ...parts, moveRegion: by => moveRegion(page.document, by) }),
    ...otherActions({ ...parts, desktop }),
  ])
  useKeys(page, actions)
}
