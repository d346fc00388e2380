/** Hands a text to the user as a file: the browser's download, the system's dialog in the desktop window. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun once the click returns; the address may go when the page is idle again.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
