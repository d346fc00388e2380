import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { honest } from './honest.js'

interface Manifest {
  name: string
  version: string
}

/** An event that a listener may stop, as Electron hands them out. */
export function stoppable(fields: object = {}): { defaultPrevented: boolean; preventDefault: () => void } {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault: () => void (event.defaultPrevented = true),
  }
  return event
}

/** What the app ends with: every window closes, unless a listener prevents it. */
interface Windows {
  /** Resolves true when all are closed, false when one refused. */
  closeAll: () => Promise<boolean>
}

const manifest = findManifest(dirname(process.argv[1]!))
const events = new EventEmitter()
let windows: Windows = { closeAll: async () => true }
let quitting = false

export const onQuit = (of: Windows): void => void (windows = of)

async function quit(): Promise<void> {
  const event = stoppable()
  events.emit('before-quit', event)
  if (event.defaultPrevented || quitting) return
  quitting = true
  if (!(await windows.closeAll())) {
    quitting = false
    return
  }
  events.emit('will-quit', stoppable())
  events.emit('quit', {}, 0)
  process.exit(0)
}

/** Electron ends by itself when the last window closes and nobody listens. */
export function lastWindowClosed(): void {
  if (quitting) return
  if (!events.emit('window-all-closed')) void quit()
}

const paths: Record<string, () => string> = {
  home: homedir,
  temp: tmpdir,
  documents: () => join(homedir(), 'Documents'),
  appData: () => process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'),
  userData: () => join(paths['appData']!(), manifest.name),
}

export const app = honest('app', {
  on: (name: string, listener: (...args: unknown[]) => void) => events.on(name, listener),
  once: (name: string, listener: (...args: unknown[]) => void) => events.once(name, listener),
  off: (name: string, listener: (...args: unknown[]) => void) => events.off(name, listener),
  whenReady: async () => {
    // Never in the same turn: Electron is not ready before the main script has run to its end.
    await new Promise(resolve => setImmediate(resolve))
    mkdirSync(paths['userData']!(), { recursive: true })
  },
  quit: () => void quit(),
  exit: (code = 0) => process.exit(code),
  // The window is headless Chromium without its sandbox here; see chromium.ts.
  enableSandbox: () => undefined,
  isPackaged: false,
  getName: () => manifest.name,
  getVersion: () => manifest.version,
  getLocale: () => 'en-US',
  setAboutPanelOptions: (options: object) => void options,
  getPath: (name: string) => {
    const path = paths[name]
    if (!path) throw new Error(`the Electron stand-in does not know the path ${name}`)
    return path()
  },
  requestSingleInstanceLock: () => {
    const folder = join(paths['userData']!(), 'standin-instance')
    mkdirSync(folder, { recursive: true })
    const owner = join(folder, 'owner')
    if (existsSync(owner) && isAlive(Number(readFileSync(owner, 'utf8')))) {
      writeFileSync(join(folder, `call-${process.pid}.json`), JSON.stringify([process.argv, process.cwd()]))
      return false
    }
    writeFileSync(owner, String(process.pid))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    watch(folder, () => answerCalls(folder))
    return true
  },
})

/** Another instance leaves its arguments as a file, because it must know at once whether it is the first. */
function answerCalls(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter(name => name.startsWith('call-'))) {
    const text = readFileSync(join(folder, name), 'utf8')
    // The watch also reports the file before it is written; another report follows.
    if (!text.endsWith(']')) continue
    rmSync(join(folder, name))
    const [argv, workingDirectory] = JSON.parse(text) as [string[], string]
    events.emit('second-instance', {}, argv, workingDirectory, null)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch {
    return false
  }
}

function findManifest(folder: string): Manifest {
  const path = join(folder, 'package.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Manifest
  if (dirname(folder) === folder) throw new Error('no package.json above the main script')
  return findManifest(dirname(folder))
}
