/** The parts of an event that tell which keys are down. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

interface Keys {
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

/** Reads `mod+shift+k`; the last part is the key, as the event names it, in lower case. */
function parseKeys(keys: string): Keys {
  const parts = keys.split('+')
  return {
    mod: parts.includes('mod'),
    alt: parts.includes('alt'),
    shift: parts.includes('shift'),
    key: parts.at(-1)!,
  }
}

/** Whether keys rest while a person types: those that would otherwise write or move in a field. */
export const restsWhileTyping = (keys: string): boolean =>
  !parseKeys(keys).mod && !/^f\d+$/.test(parseKeys(keys).key)

/**
 * Whether these keys are down and no others. On a Mac `mod` is ⌘, elsewhere Ctrl. What a character such as
 * `?` needs to be typed depends on the keyboard, so Shift is not asked for with those.
 */
export function matchesKeys(keys: string, press: KeyPress, mac: boolean): boolean {
  const wanted = parseKeys(keys)
  const [mod, foreignMod] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  if (mod !== wanted.mod || foreignMod || press.altKey !== wanted.alt) return false
  if (press.key.toLowerCase() !== wanted.key && press.code.toLowerCase() !== `key${wanted.key}`) return false
  const typed = wanted.key.length === 1 && !/[a-z0-9]/.test(wanted.key)
  return typed || press.shiftKey === wanted.shift
}

const NAMES: Readonly<Record<string, string>> = { enter: 'Enter', escape: 'Esc', '.': '.', ',': ',' }
const MAC: Readonly<Record<string, string>> = { enter: '↩', escape: '⎋' }

/** Keys as they are written on a keyboard and in a menu: `Ctrl+Shift+S`, on a Mac `⇧⌘S`. */
export function writtenKeys(keys: string, mac: boolean): string {
  const { mod, alt, shift, key } = parseKeys(keys)
  const name = (mac ? MAC[key] : undefined) ?? NAMES[key] ?? key.toUpperCase()
  if (mac) return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`
  return [mod && 'Ctrl', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join('+')
}

export const isMac = (navigator: Navigator): boolean => /mac|iphone|ipad/i.test(navigator.platform)
