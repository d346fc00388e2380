/** A hint that was read and put away is kept under a name that begins like this. */
export const HINT_PREFIX = 'isobar.hint.'

/** Forgets which hints were read, so that all are shown again. */
export function forgetHints(storage: Storage): void {
  for (const name of Object.keys(storage)) if (name.startsWith(HINT_PREFIX)) storage.removeItem(name)
}
