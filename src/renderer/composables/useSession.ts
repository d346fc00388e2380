import { type InjectionKey, type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { type DataFormat, extensionOf, type FigureFormat } from '../../shared/export-contract.js'
import { type PathQuestion } from '../../shared/owner-contract.js'
import { formatBytes } from '../../shared/figure/numbers.js'
import { say, text } from '../text/text.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSetup } from './useSetup.js'
import { type UseSweep } from './useSweep.js'

/** Something that needs a path, and what is done with it. */
export type FileTask =
  | { readonly purpose: 'open-session' }
  | { readonly purpose: 'open-model' }
  | { readonly purpose: 'save-session' }
  | { readonly purpose: 'export'; readonly format: DataFormat; readonly output?: string }
  | {
      readonly purpose: 'export'
      readonly format: FigureFormat
      readonly output: string
      /** Called once the path is known: a large picture takes a second. */
      readonly draw: () => Promise<Uint8Array>
    }

export interface UseSession {
  /** The task whose dialog is open. */
  readonly task: Readonly<ShallowRef<FileTask | undefined>>
  /** Lets the user choose a path: our dialog, or at once the native one where that is all there is to it. */
  ask(task: FileTask): Promise<void>
  /** A native dialog for the open task; undefined when cancelled. */
  browse(task: FileTask): Promise<string | undefined>
  /** Does the task with the path; rejects with the owner's error. */
  perform(task: FileTask, path: string): Promise<void>
  dismiss(): void
  suggestedName(task: FileTask): string
  pause(): Promise<boolean>
  resume(): Promise<boolean>
  stop(): Promise<boolean>
  rerunFailed(): Promise<boolean>
  close(): Promise<boolean>
}

export const sessionKey: InjectionKey<UseSession> = Symbol('session')

/** Everything the menu and the buttons do with the session on the desk. */
export function useSession(
  { owner }: UseOwner,
  { host, sweep, adopt }: UseSweep,
  setup: UseSetup,
  { attempt, inform }: UseNotices,
): UseSession {
  const task = shallowRef<FileTask>()

  function suggestedName(wanted: FileTask): string {
    const name = sweep.value?.sessionPath.split(/[\\/]/).at(-1) ?? 'map.isobar'
    if (wanted.purpose !== 'export') return name
    const output = wanted.output === undefined ? '' : `-${fileWord(wanted.output)}`
    return `${name.replace(/\.isobar$/, '')}${output}.${extensionOf(wanted.format)}`
  }

  async function browse(wanted: FileTask): Promise<string | undefined> {
    const question: PathQuestion = {
      purpose: wanted.purpose,
      ...(wanted.purpose.startsWith('open') ? {} : { suggestedName: suggestedName(wanted) }),
      ...(wanted.purpose === 'export' ? { format: wanted.format } : {}),
    }
    return (await owner.choosePath(question)) ?? undefined
  }

  async function perform(wanted: FileTask, path: string): Promise<void> {
    if (wanted.purpose === 'open-model') await setup.openModel({ path })
    else if (wanted.purpose === 'open-session') {
      const view = await owner.openSession({ path })
      adopt(view)
      await setup.show(view.setup)
    } else if (wanted.purpose === 'save-session')
      inform(say(text.session.saved, await owner.saveSessionAs({ path })))
    else {
      const done = await exportTo(wanted, path)
      inform(say(text.session.exported, { path: done.path, bytes: formatBytes(done.bytes) }))
    }
    task.value = undefined
  }

  async function exportTo(wanted: Extract<FileTask, { purpose: 'export' }>, path: string) {
    if ('draw' in wanted) return owner.saveFigure({ format: wanted.format, path, bytes: await wanted.draw() })
    const { format, output } = wanted
    return owner.exportSession({ format, path, ...(output === undefined ? {} : { output }) })
  }

  return {
    task: shallowReadonly(task),
    ask: async wanted => {
      // Opening a session shows the recent ones first, whatever the host has.
      if (!host.value?.nativeDialogs || wanted.purpose === 'open-session') task.value = wanted
      else
        await attempt(async () => {
          const path = await browse(wanted)
          if (path !== undefined) await perform(wanted, path)
        })
    },
    browse,
    perform,
    dismiss: () => (task.value = undefined),
    suggestedName,
    pause: () => attempt(() => owner.pause({})),
    resume: () => attempt(() => owner.resume({})),
    stop: () => attempt(() => owner.stop({})),
    rerunFailed: () =>
      attempt(async () => {
        const { points } = await owner.rerunFailed({})
        inform(say(text.session.rerunning, { n: points }))
      }),
    close: () =>
      attempt(async () => {
        await owner.closeSession({})
        adopt(null)
      }),
  }
}

/** `tof(CO2)` → `tof_CO2`: no file system minds it. */
const fileWord = (output: string): string =>
  output.replaceAll('*', 'star').replace(/\W+/g, '_').replace(/_$/, '')
