/**
 * What an interface tells the native menu of its host, if that has one: the words in the language in force.
 * The host knows the order and the keys; an interface may know more actions than the menu has.
 */
export interface MenuContract {
  setMenuWords: (argument: MenuWords) => void
}

/** Labels by id of an action (`session.open`) or by name of a part of the menu (`menu.file`, `role.undo`). */
export type MenuWords = Readonly<Record<string, string>>
