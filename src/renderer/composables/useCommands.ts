import { type MenuCommand } from '../../shared/owner-contract.js'
import { type UseLan } from './useLan.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSession } from './useSession.js'
import { type UseSetup } from './useSetup.js'
import { type UseSweep } from './useSweep.js'

/** Does what the native menu asks for, where it makes sense at the moment. */
export function useCommands(
  { on }: UseOwner,
  session: UseSession,
  { sweep, phase, occupied, start }: UseSweep,
  { setup, settle }: Pick<UseSetup, 'setup'> & { settle: () => Promise<void> },
  { page }: UseLan,
  { attempt }: UseNotices,
): void {
  const actions: Record<MenuCommand, () => unknown> = {
    open: () => session.ask({ purpose: 'open-session' }),
    'save-as': () => sweep.value && session.ask({ purpose: 'save-session' }),
    export: () => sweep.value && session.ask({ purpose: 'export', format: 'csv' }),
    start: async () => {
      await settle()
      const wanted = setup.value
      return wanted && !occupied.value && attempt(() => start(wanted))
    },
    pause: () => (phase.value === 'running' ? session.pause() : phase.value === 'paused' && session.resume()),
    stop: () => occupied.value && session.stop(),
    new: () => sweep.value && session.close(),
    'add-peer': () => (page.value = 'add'),
  }
  on('command', ({ name }) => void actions[name]())
}
