/**
 * Puts text on the clipboard by the copy command, which needs no permission where the clipboard interface of
 * browsers asks for one; false when the browser refuses. Call it from a click or key.
 */
export function copyText(text: string): boolean {
  let done = false
  const fill = (event: ClipboardEvent): void => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
    done = event.clipboardData !== null
  }
  document.addEventListener('copy', fill, { capture: true, once: true })
  const ran = document.execCommand('copy')
  document.removeEventListener('copy', fill, { capture: true })
  return ran && done
}
