import { spawn } from 'node:child_process'

/** Asks the desktop to show a page. Failing is no error: the address has been printed. */
export function openInBrowser(url: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  const child = spawn(command!, [...args, url], { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}

const OPENERS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['open'],
  // `start` takes its first quoted argument for a window title.
  win32: ['cmd', '/c', 'start', ''],
}
