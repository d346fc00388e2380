import { type Action } from '../composables/useActions.js'
import { type UseHabits } from '../composables/useHabits.js'
import { type LanPage, type UseLan } from '../composables/useLan.js'
import { text } from '../text/text.js'

export interface OtherActionParts {
  readonly lan: UseLan
  readonly habits: UseHabits
  /** A window of its own can take keys that a browser keeps for itself. */
  readonly desktop: boolean
}

/** The other computers, and help. */
export function otherActions({ lan, habits, desktop }: OtherActionParts): Action[] {
  const computers = (page: LanPage, title: () => string, keys?: string): Action => ({
    id: `computers.${page}`,
    group: 'computers',
    title,
    run: () => (lan.page.value = page),
    ...(keys && { keys }),
  })
  return [
    computers('add', () => text.actions.addComputer, desktop ? 'mod+l' : undefined),
    computers('share', () => text.actions.shareComputer),
    computers('doctor', () => text.actions.doctor),
    {
      id: 'help.palette',
      group: 'help',
      title: () => text.actions.palette,
      keys: 'mod+k',
      run: () => (habits.dialog.value = 'palette'),
    },
    {
      id: 'help.shortcuts',
      group: 'help',
      title: () => text.actions.shortcuts,
      keys: '?',
      run: () => (habits.dialog.value = 'shortcuts'),
    },
  ]
}
