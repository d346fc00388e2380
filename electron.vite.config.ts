import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const entry = (path: string): string => resolve(import.meta.dirname, 'src', path)

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      // Loading packages file by file from node_modules takes half a second; from the bundle it takes none.
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: entry('main/index.ts'),
          cli: entry('cli/index.ts'),
          worker: entry('worker/index.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { index: entry('preload/index.ts') },
        // A sandboxed preload is loaded as one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: entry('renderer'),
    plugins: [vue()],
    build: { minify: true, rollupOptions: { input: { index: entry('renderer/index.html') } } },
  },
})
