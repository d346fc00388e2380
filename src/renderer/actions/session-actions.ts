import { type Action } from '../composables/useActions.js'
import { type UseNotices } from '../composables/useNotices.js'
import { type FileTask, type UseSession } from '../composables/useSession.js'
import { type UseSweep } from '../composables/useSweep.js'
import { text } from '../text/text.js'

export interface SessionActionParts {
  readonly session: UseSession
  readonly sweep: UseSweep
  readonly notices: UseNotices
  /** A window of its own can take keys that a browser keeps for itself. */
  readonly desktop: boolean
}

export function sessionActions({ session, sweep, notices, desktop }: SessionActionParts): Action[] {
  const hasSweep = (): boolean => sweep.sweep.value !== undefined
  const file = (id: string, title: () => string, task: FileTask, keys?: string): Action => ({
    id: `session.${id}`,
    group: 'session',
    title,
    ...(keys && { keys }),
    enabled: () => task.purpose.startsWith('open') || hasSweep(),
    run: () => session.ask(task),
  })
  return [
    {
      id: 'session.new',
      group: 'session',
      title: () => text.menu.new,
      ...(desktop && { keys: 'mod+n' }),
      enabled: hasSweep,
      run: session.close,
    },
    file('open', () => text.menu.open, { purpose: 'open-session' }, 'mod+o'),
    file('open-model', () => text.actions.openModel, { purpose: 'open-model' }, 'mod+shift+o'),
    {
      id: 'session.save',
      group: 'session',
      title: () => text.actions.save,
      keys: 'mod+s',
      run: () => notices.inform(hasSweep() ? text.notices.autosaved : text.notices.nothingToSave),
    },
    file('save-as', () => text.menu.saveAs, { purpose: 'save-session' }, 'mod+shift+s'),
    file('export-csv', () => text.menu.exportCsv, { purpose: 'export', format: 'csv' }),
    file('export-json', () => text.menu.exportJson, { purpose: 'export', format: 'json' }),
  ]
}
