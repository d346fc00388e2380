import { type InjectionKey, type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { type ModelTemplate, type SessionCard, type Thumbnail } from '../../shared/sessions-contract.js'
import { say, text } from '../text/text.js'
import { copyText } from './copy-text.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSession } from './useSession.js'
import { type UseSetup } from './useSetup.js'
import { type UseSweep } from './useSweep.js'

export interface UseShelf {
  /** Undefined until they were asked for. */
  readonly cards: Readonly<ShallowRef<readonly SessionCard[] | undefined>>
  readonly templates: Readonly<ShallowRef<readonly ModelTemplate[]>>
  /** By path of a session or name of a sample; null where there is nothing to show. */
  readonly pictures: Readonly<ShallowRef<Readonly<Record<string, Thumbnail | null>>>>
  /** Path of the session whose dialog is open. */
  readonly renaming: ShallowRef<string | undefined>
  readonly deleting: ShallowRef<string | undefined>
  refresh(): Promise<void>
  open(path: string): Promise<boolean>
  resume(path: string): Promise<boolean>
  runSample(sample: string): Promise<boolean>
  duplicate(path: string): Promise<boolean>
  /** Rejects with the owner's error, which belongs beside the field. */
  rename(path: string, name: string): Promise<void>
  reveal(path: string): Promise<boolean>
  forget(path: string): Promise<boolean>
  remove(path: string): Promise<boolean>
  reload(): Promise<boolean>
  refine(): Promise<boolean>
}

export const shelfKey: InjectionKey<UseShelf> = Symbol('shelf')

/** Sessions as files, wherever they are shown: the start page and the menu of the session on the desk. */
export function useShelf(
  { owner }: Pick<UseOwner, 'owner'>,
  { host, adopt, start }: Pick<UseSweep, 'host' | 'adopt' | 'start'>,
  setup: Pick<UseSetup, 'openModel' | 'show' | 'setup'>,
  session: Pick<UseSession, 'perform'>,
  { attempt, inform }: Pick<UseNotices, 'attempt' | 'inform'>,
): UseShelf {
  const cards = shallowRef<readonly SessionCard[]>()
  const templates = shallowRef<readonly ModelTemplate[]>([])
  const pictures = shallowRef<Readonly<Record<string, Thumbnail | null>>>({})
  const renaming = shallowRef<string>()
  const deleting = shallowRef<string>()
  let round = 0

  /** One after the other, so that the owner is never busy with pictures for long. */
  async function draw(mine: number): Promise<void> {
    const add = (key: string, picture: Thumbnail | null): void =>
      void (pictures.value = { ...pictures.value, [key]: picture })
    for (const { id } of host.value?.samples ?? [])
      if (mine === round && pictures.value[id] === undefined)
        add(id, await owner.samplePicture({ sample: id }))
    for (const { path } of cards.value ?? []) if (mine === round) add(path, await owner.thumbnail({ path }))
  }

  async function refresh(): Promise<void> {
    const mine = ++round
    try {
      const [listed, models] = await Promise.all([owner.sessionCards({}), owner.templates({})])
      if (mine !== round) return
      cards.value = listed
      templates.value = models
      await draw(mine)
    } catch {
      // The connection went; the page asks anew when it is back.
    }
  }

  const then = (act: () => Promise<unknown>): Promise<boolean> =>
    attempt(async () => {
      await act()
      await refresh()
    })

  async function adoptShown(view: Parameters<typeof adopt>[0] & object): Promise<void> {
    adopt(view)
    await setup.show(view.setup)
  }

  return {
    cards: shallowReadonly(cards),
    templates: shallowReadonly(templates),
    pictures: shallowReadonly(pictures),
    renaming,
    deleting,
    refresh,
    open: path => attempt(() => session.perform({ purpose: 'open-session' }, path)),
    resume: path =>
      attempt(async () => {
        await session.perform({ purpose: 'open-session' }, path)
        await owner.resume({})
      }),
    runSample: sample =>
      attempt(async () => {
        await setup.openModel({ sample })
        if (setup.setup.value) await start(setup.setup.value)
      }),
    duplicate: path =>
      then(async () => inform(say(text.start.duplicated, await owner.duplicateSession({ path })))),
    rename: async (path, name) => {
      await owner.renameSession({ path, name })
      renaming.value = undefined
      await refresh()
    },
    reveal: path =>
      attempt(async () => {
        const { shown } = await owner.revealSession({ path })
        if (!shown) inform(say(copyText(path) ? text.start.pathCopied : text.start.pathShown, { path }))
      }),
    forget: path => then(() => owner.forgetSession({ path })),
    remove: path =>
      then(async () => {
        deleting.value = undefined
        await owner.deleteSession({ path })
      }),
    reload: () => attempt(async () => adoptShown(await owner.reloadSession({}))),
    refine: () => attempt(async () => adoptShown(await owner.refineSession({}))),
  }
}
