import { useEventListener } from '@vueuse/core'
import { type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { MAX_IMPORT_BYTES } from '../../shared/sessions-contract.js'
import { say, text } from '../text/text.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSetup } from './useSetup.js'
import { type UseShelf } from './useShelf.js'

/** The least a dropped file must tell. */
export type Dropped = Pick<File, 'name' | 'size' | 'text' | 'arrayBuffer'>

export interface UseDrop {
  /** Whether files are being dragged over the window. */
  readonly hovering: Readonly<ShallowRef<boolean>>
  take(file: Dropped): Promise<boolean>
}

/**
 * Opens sessions and models that are dropped onto the window. A browser hides where a file lies: then a session is
 * opened if the owner knows it, or else handed over by its content.
 */
export function useDrop(
  page: Window,
  { owner }: Pick<UseOwner, 'owner'>,
  setup: Pick<UseSetup, 'openModel'>,
  shelf: Pick<UseShelf, 'open'>,
  { attempt, inform }: Pick<UseNotices, 'attempt' | 'inform'>,
): UseDrop {
  const hovering = shallowRef(false)
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

  async function sessionPath(file: Dropped): Promise<string | undefined> {
    const { name, size } = file
    const { path } = await owner.findSession({ name, bytes: size })
    if (path !== null) return path
    if (size > MAX_IMPORT_BYTES) {
      inform(say(text.drop.tooLarge, { name }), text.drop.tooLargeHint)
      return undefined
    }
    return (await owner.importSession({ name, bytes: new Uint8Array(await file.arrayBuffer()) })).path
  }

  function take(file: Dropped): Promise<boolean> {
    const path = page.isobar?.pathOf(file) ?? ''
    return attempt(async () => {
      if (/\.isobar$/i.test(file.name)) {
        const found = path || (await sessionPath(file))
        if (found !== undefined) await shelf.open(found)
      } else if (/\.ya?ml$/i.test(file.name))
        await setup.openModel(path ? { path } : { text: await file.text(), name: file.name })
      else inform(say(text.drop.unknown, { name: file.name }), text.drop.unknownHint)
    })
  }

  useEventListener(page, 'dragover', event => {
    if (!hasFiles(event)) return
    event.preventDefault()
    hovering.value = true
  })
  useEventListener(page, 'dragleave', event => {
    // Leaving one element for another is not leaving the window.
    if (event.relatedTarget === null) hovering.value = false
  })
  useEventListener(page, 'drop', event => {
    if (!hasFiles(event)) return
    event.preventDefault()
    hovering.value = false
    const [file] = event.dataTransfer?.files ?? []
    if (file) void take(file)
  })

  return { hovering: shallowReadonly(hovering), take }
}
