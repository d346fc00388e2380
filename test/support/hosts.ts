import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowserMode } from './host-browser.js'
import { launchElectron } from './host-electron.js'
import { launchStandIn } from './host-stand-in.js'
import { writeHostsNote } from './hosts-note.js'

export const repository = resolve(import.meta.dirname, '../..')

export interface LaunchOptions {
  /** Folder that is home, documents and settings of the app; a fresh one per test keeps tests apart. */
  readonly home: string
  /** Arguments of the app, for example a model or session to open. */
  readonly args?: readonly string[]
  /** Environment on top of that of the host. */
  readonly env?: Readonly<Record<string, string>>
  /** Built app to run; the one of this repository by default. */
  readonly app?: string
}

/** An Isobar that runs, with a page a test can drive. */
export interface RunningHost {
  readonly page: Page
  /** Process that owns the sweep: the Electron main process, or the `isobar ui` server. */
  readonly pid: number
  /** Ends the owner without warning, as a power cut would, and waits until it is gone. */
  readonly kill: () => Promise<void>
  /** Ends the app as a person would. Resolves with what the owner wrote to stderr. */
  readonly close: () => Promise<string>
  /** Where the host has native dialogs and a native menu. */
  readonly desktop?: DesktopHandles
}

export interface DesktopHandles {
  /** Prepares the answer to the next file dialog: a path, or null for Cancel. */
  readonly answerDialog: (path: string | null) => Promise<void>
  /** Opens menus by their labels and clicks the last one, as in `['File', 'Open…']`. */
  readonly clickMenu: (...labels: string[]) => Promise<void>
  /** Texts of the message boxes shown so far; each has been answered with its first button. */
  readonly shownMessages: () => Promise<string[]>
  /** Files the app asked the file manager to show so far. */
  readonly revealed: () => Promise<string[]>
  /** To be called before a file is dropped: where a host cannot see where it lies, the test says so. */
  readonly placeFile: (path: string) => Promise<void>
}

export interface Host {
  readonly name: 'stand-in' | 'browser' | 'electron'
  readonly launch: (options: LaunchOptions) => Promise<RunningHost>
}

/**
 * The hosts that can run here, for `describe.each(hosts())`. Leaves a note of them, and of why one cannot,
 * which closes the report.
 */
export function hosts(): Host[] {
  const electron = electronBinary()
  const usable: Host[] = [
    { name: 'stand-in', launch: launchStandIn },
    { name: 'browser', launch: launchBrowserMode },
    ...(electron ? [{ name: 'electron' as const, launch: launchElectron(electron) }] : []),
  ]
  const names = usable.map(host => host.name).join(', ')
  writeHostsNote(`hosts: ${names}${electron ? '' : ' (electron: no binary here)'}`)
  return usable
}

function electronBinary(): string | undefined {
  const folder = join(repository, 'node_modules/electron')
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return undefined
  const binary = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    readFileSync(note, 'utf8'),
  )
  return existsSync(binary) ? binary : undefined
}

/** Environment in which every folder a program may take for its own lies under `home`. */
export function homeEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'AppData'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_STATE_HOME: join(home, '.local/state'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DOCUMENTS_DIR: join(home, 'Documents'),
    // Nothing of a test leaves this computer.
    ISOBAR_HOST: '127.0.0.1',
  }
}
