import { join } from 'node:path'
import { runnerImport } from 'vite'

export const root = join(import.meta.dirname, '..', '..')

const loaded = new Map()

/** A module of src/, in TypeScript as it stands; loaded once. */
export function ready(path) {
  if (!loaded.has(path)) {
    const load = runnerImport(join(root, path), { configFile: false, logLevel: 'error' })
    loaded.set(
      path,
      load.then(({ module }) => module),
    )
  }
  return loaded.get(path)
}
