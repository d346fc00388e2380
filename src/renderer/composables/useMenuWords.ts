import { watch } from 'vue'
import { type MenuWords } from '../../shared/menu-contract.js'
import { text } from '../text/text.js'
import { type UseActions } from './useActions.js'
import { type UseOwner } from './useOwner.js'

/** Keeps the native menu in the language of the page. */
export function useMenuWords({ owner, onOnline }: UseOwner, { actions }: UseActions): void {
  const words = (): MenuWords => ({
    ...text.nativeMenu,
    ...Object.fromEntries(actions.value.map(({ id, title }) => [id, title()])),
    'session.open': text.nativeMenu['session.open'],
  })
  const tell = (): void => void owner.setMenuWords(words()).catch(() => undefined)
  onOnline(tell)
  watch(() => JSON.stringify(words()), tell)
}
