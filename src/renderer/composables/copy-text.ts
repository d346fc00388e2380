/**
 * Puts text on the clipboard; false where that is not allowed. The clipboard interface of browsers asks for a
 * permission, and the desktop window grants none.
 */
export function copyText(words: string): boolean {
  const field = document.createElement('textarea')
  field.value = words
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  return copied
}
