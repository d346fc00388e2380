import { join } from 'node:path'
import { build } from 'vite'

/** Bundles a TypeScript file, so that plain Node can run it as a process of its own; the path of the bundle. */
export async function bundleScript(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'script.mjs' } },
    },
  })
  return join(folder, 'script.mjs')
}
