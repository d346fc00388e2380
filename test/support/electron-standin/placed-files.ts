import { statSync } from 'node:fs'
import { basename } from 'node:path'

/** A file as the page sees it, and where it lies. */
export interface PlacedFile {
  readonly name: string
  readonly size: number
  readonly path: string
}

type Listener = (file: PlacedFile) => Promise<void>
const listeners = new Set<Listener>()

/**
 * Chromium under DevTools does not tell a page where a file lies that was dropped on it, as Electron does. The test
 * says so here before it drops one; a file nobody placed has no path, like one a page made up. Resolves when the
 * pages that are open know.
 */
export async function placeFile(path: string): Promise<void> {
  const file = { name: basename(path), size: statSync(path).size, path }
  await Promise.all([...listeners].map(listener => listener(file)))
}

export const onPlaced = (listener: Listener): void => void listeners.add(listener)
