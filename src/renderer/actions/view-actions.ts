import { type Ref } from 'vue'
import { type Action } from '../composables/useActions.js'
import { type UseHabits } from '../composables/useHabits.js'
import { LANGUAGE_CHOICES, type UseLanguage } from '../composables/useLanguage.js'
import { type ThemeChoice } from '../composables/useTheme.js'
import { type UseView } from '../composables/useView.js'
import { LANGUAGE_NAMES } from '../text/language.js'
import { say, text } from '../text/text.js'
import { views } from '../views.js'

export interface ViewActionParts {
  readonly view: UseView
  readonly theme: Ref<ThemeChoice>
  readonly language: UseLanguage
  readonly habits: UseHabits
  /** Moves the focus to the next or the previous part of the window. */
  readonly moveRegion: (by: 1 | -1) => void
}

export function viewActions({ view, theme, language, habits, moveRegion }: ViewActionParts): Action[] {
  const one = (id: string, title: () => string, run: () => unknown, keys?: string): Action => ({
    id: `view.${id}`,
    group: 'view',
    title,
    run,
    ...(keys && { keys }),
  })
  return [
    one(
      'next-region',
      () => text.actions.nextRegion,
      () => moveRegion(1),
      'f6',
    ),
    one(
      'previous-region',
      () => text.actions.previousRegion,
      () => moveRegion(-1),
      'shift+f6',
    ),
    ...views.map(({ id, label }) =>
      one(
        `show-${id}`,
        () => say(text.actions.showView, { view: label() }),
        () => (view.shown.value = id),
      ),
    ),
    ...(['system', 'light', 'dark'] as const).map(name =>
      one(
        `theme-${name}`,
        () => say(text.actions.theme, { name: text.menu[name] }),
        () => (theme.value = name),
      ),
    ),
    ...LANGUAGE_CHOICES.map(choice =>
      one(
        `language-${choice}`,
        () =>
          say(text.actions.language, {
            name: choice === 'system' ? text.menu.system : LANGUAGE_NAMES[choice],
          }),
        () => (language.choice.value = choice),
      ),
    ),
    one(
      'settings',
      () => text.actions.settings,
      () => (habits.dialog.value = 'settings'),
      'mod+,',
    ),
  ]
}
