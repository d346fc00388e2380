import { text } from '../text/text.js'
import { type UseActions } from './useActions.js'
import { type UseExport } from './useExport.js'
import { type UseSweep } from './useSweep.js'

export function useExportAction(
  { register }: Pick<UseActions, 'register'>,
  { sweep }: Pick<UseSweep, 'sweep'>,
  { open }: Pick<UseExport, 'open'>,
): void {
  register([
    {
      id: 'session.export',
      title: () => text.exporting.menu,
      group: 'session',
      keys: 'mod+e',
      enabled: () => sweep.value !== undefined,
      run: () => (open.value = true),
    },
  ])
}
