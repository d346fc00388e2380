import { useEventListener } from '@vueuse/core'
import { type ComputedRef } from 'vue'
import { isMac, matchesKeys, restsWhileTyping } from '../actions/keys.js'
import { type Action } from './useActions.js'

const WRITTEN_IN = 'input, textarea, select, [contenteditable=true], [contenteditable=""]'
const IN_FRONT = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

/**
 * Whether something lies before the window: a dialog, a menu or an open list. It has the keys to itself, and
 * what it covers does not change behind it.
 */
export const isCovered = (page: Document): boolean =>
  [...page.querySelectorAll<HTMLElement>(IN_FRONT)].some(element => element.dataset['state'] === 'open')

/** Does what a key stands for, once, for as long as the calling scope lives. */
export function useKeys(page: Window, actions: ComputedRef<readonly Action[]>): void {
  const mac = isMac(page.navigator)
  useEventListener(page, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isCovered(page.document)) return
    // The editor lives in a shadow root, outside of which its host stands in for the target.
    const target = event.composedPath()[0]
    const typing = target instanceof Element && target.closest(WRITTEN_IN) !== null
    const action = actions.value.find(
      ({ keys }) => keys && matchesKeys(keys, event, mac) && !(typing && restsWhileTyping(keys)),
    )
    if (!action) return
    // Also where it cannot be done now: the browser and the native menu must not do something else instead.
    event.preventDefault()
    if (!event.repeat && action.enabled?.() !== false) void action.run()
  })
}
