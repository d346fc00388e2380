import type { MenuContract, MenuWords } from '../../shared/menu-contract.js'
import { readRecord, readText, refuse } from './door.js'

export type MenuHandlers = { [M in keyof MenuContract]: (argument: unknown) => void }

/** More than any menu has; what is longer or larger was not meant for one. */
const MOST_WORDS = 1000
const LONGEST_ID = 60
const LONGEST_LABEL = 120

/** The native menu of the host, where it has one; arguments are checked here. */
export const menuHandlers = (show: ((words: MenuWords) => void) | undefined): MenuHandlers => ({
  setMenuWords: argument => show?.(readMenuWords(argument)),
})

function readMenuWords(argument: unknown): MenuWords {
  const entries = Object.entries(readRecord('menu', argument))
  if (entries.length > MOST_WORDS)
    refuse('menu', entries.length, 'has too many words', `send at most ${MOST_WORDS}`)
  return Object.fromEntries(
    entries.map(([id, label]) => [readText('menu', id, LONGEST_ID), readText(id, label, LONGEST_LABEL)]),
  )
}
