import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

// Gives an unmodified bundle this stand-in for the `electron` it imports, and lets the stand-in itself run
// from its TypeScript: its imports end in `.js` as everywhere here, its files in `.ts`.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: import.meta.resolve('./electron.ts'), shortCircuit: true }
    if (specifier.startsWith('.') && specifier.endsWith('.js')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL)
      if (existsSync(fileURLToPath(source))) return { url: source.href, shortCircuit: true }
    }
    return next(specifier, context)
  },
})
