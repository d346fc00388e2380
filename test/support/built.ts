import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const ROOT = resolve(import.meta.dirname, '../..')
const CLI = join(ROOT, 'out/main/cli.js')
const LOCK = join(ROOT, 'node_modules/.isobar-building')
/** A build takes about ten seconds; a lock older than this belongs to a killed one. */
const LOCK_EXPIRES_MS = 120_000

/** The built command, built first if any source is newer; test files that run side by side build once. */
export async function builtCli(): Promise<string> {
  while (isStale()) {
    if (takeLock()) {
      try {
        if (isStale())
          execFileSync(
            process.execPath,
            [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
            {
              cwd: ROOT,
              stdio: 'pipe',
            },
          )
      } finally {
        rmSync(LOCK, { recursive: true, force: true })
      }
    } else await wait(100)
  }
  return CLI
}

/** A copy of the built command with every script of it changed, and the function that removes it. */
export async function patchedCli(
  patch: (text: string) => string,
): Promise<{ cli: string; remove: () => void }> {
  const built = dirname(await builtCli())
  const results = join(ROOT, 'test-results')
  mkdirSync(results, { recursive: true })
  // Inside the repository, so that it finds the packages it leaves outside its bundle.
  const folder = mkdtempSync(join(results, 'patched-'))
  cpSync(built, folder, { recursive: true, filter: source => !source.endsWith('.map') })
  for (const name of readdirSync(folder, { recursive: true }).map(String)) {
    const path = join(folder, name)
    if (name.endsWith('.js')) writeFileSync(path, patch(readFileSync(path, 'utf8')))
  }
  return { cli: join(folder, 'cli.js'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function isStale(): boolean {
  const built = modifiedAt(CLI)
  return newest(join(ROOT, 'src')) > built || modifiedAt(join(ROOT, 'electron.vite.config.ts')) > built
}

function newest(folder: string): number {
  return readdirSync(folder, { recursive: true }).reduce<number>(
    (latest, name) => Math.max(latest, modifiedAt(join(folder, String(name)))),
    0,
  )
}

const modifiedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

function takeLock(): boolean {
  try {
    mkdirSync(LOCK)
    return true
  } catch {
    if (Date.now() - modifiedAt(LOCK) > LOCK_EXPIRES_MS) rmSync(LOCK, { recursive: true, force: true })
    return false
  }
}
