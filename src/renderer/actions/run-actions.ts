import { type Action } from '../composables/useActions.js'
import { type UseNotices } from '../composables/useNotices.js'
import { type UseSession } from '../composables/useSession.js'
import { type UseSetup } from '../composables/useSetup.js'
import { type UseSweep } from '../composables/useSweep.js'
import { text } from '../text/text.js'

export interface RunActionParts {
  readonly session: UseSession
  readonly sweep: UseSweep
  /** `settle` waits until a model that is being typed counts. */
  readonly setup: UseSetup & { readonly settle: () => Promise<void> }
  readonly notices: UseNotices
}

export function runActions({ session, sweep, setup, notices }: RunActionParts): Action[] {
  const { phase, progress, occupied } = sweep
  const canResume = (): boolean => phase.value === 'paused' || phase.value === 'stopped'
  return [
    {
      id: 'run.start',
      group: 'run',
      title: () => text.actions.startMap,
      keys: 'mod+enter',
      enabled: () => setup.setup.value !== undefined && !occupied.value,
      run: () =>
        notices.attempt(async () => {
          await setup.settle()
          if (setup.setup.value) await sweep.start(setup.setup.value)
        }),
    },
    {
      id: 'run.pause',
      group: 'run',
      title: () => text.actions.pauseOrResume,
      keys: 'mod+p',
      enabled: () => phase.value === 'running' || canResume(),
      run: () => (phase.value === 'running' ? session.pause() : session.resume()),
    },
    {
      id: 'run.stop',
      group: 'run',
      title: () => text.run.stop,
      keys: 'mod+.',
      enabled: () => occupied.value,
      run: session.stop,
    },
    {
      id: 'run.rerun-failed',
      group: 'run',
      title: () => text.run.rerun,
      enabled: () =>
        (progress.value?.failed ?? 0) > 0 && phase.value !== 'running' && phase.value !== 'read-only',
      run: session.rerunFailed,
    },
  ]
}
