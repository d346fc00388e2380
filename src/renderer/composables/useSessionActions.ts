import { text } from '../text/text.js'
import { type UseActions } from './useActions.js'
import { type UseHistory } from './useHistory.js'
import { type UseShelf } from './useShelf.js'
import { type UseSweep } from './useSweep.js'

/** What can be done with the session on the desk and the set-up, for keys and palette. */
export function useSessionActions(
  { register }: Pick<UseActions, 'register'>,
  { sweep, phase, occupied }: Pick<UseSweep, 'sweep' | 'phase' | 'occupied'>,
  shelf: UseShelf,
  history: UseHistory,
): void {
  const there = (): boolean => sweep.value !== undefined
  const path = (): string => sweep.value?.sessionPath ?? ''
  register([
    {
      id: 'setup.undo',
      title: () => text.history.undo,
      group: 'session',
      keys: 'mod+z',
      enabled: () => history.canUndo.value,
      run: history.undo,
    },
    {
      id: 'setup.redo',
      title: () => text.history.redo,
      group: 'session',
      keys: 'mod+shift+z',
      enabled: () => history.canRedo.value,
      run: history.redo,
    },
    {
      id: 'session.refine',
      title: () => text.refine.word,
      group: 'session',
      enabled: () => phase.value === 'finished',
      run: shelf.refine,
    },
    {
      id: 'session.duplicate',
      title: () => text.start.duplicate,
      group: 'session',
      enabled: there,
      run: () => shelf.duplicate(path()),
    },
    {
      id: 'session.rename',
      title: () => text.start.rename,
      group: 'session',
      enabled: () => there() && phase.value !== 'read-only',
      run: () => (shelf.renaming.value = path()),
    },
    {
      id: 'session.reveal',
      title: () => text.start.reveal,
      group: 'session',
      enabled: there,
      run: () => shelf.reveal(path()),
    },
    {
      id: 'session.reload',
      title: () => text.start.reload,
      group: 'session',
      enabled: () => there() && !occupied.value,
      run: shelf.reload,
    },
  ])
}
