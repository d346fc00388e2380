import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { builtCli } from '../support/built.js'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly pid: number
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
  /** The first line on standard output. */
  readonly firstLine: Promise<string>
  /** The lines on standard error so far, and when they came [ms, `performance.now()`]. */
  readonly told: readonly { readonly at: number; readonly line: string }[]
}

export interface StartOptions {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Words in front of the command, to run it elsewhere. */
  readonly enter?: readonly string[]
  /** Another build of the command. */
  readonly cli?: string
}

/** Starts the built command in a folder of its own choice. */
export async function start(
  args: readonly string[],
  cwd: string,
  { env, enter = [], cli }: StartOptions = {},
): Promise<Running> {
  const [command, ...words] = [...enter, process.execPath, cli ?? (await builtCli()), ...args]
  const child = spawn(command!, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that a test can signal all of it.
    detached: true,
  })
  // Kept in pieces: searching a growing text of megabytes again at each piece takes minutes.
  const pieces: string[] = []
  let hasLine = false
  let stderr = ''
  let tellLine = (_: string): void => undefined
  const firstLine = new Promise<string>(resolve => (tellLine = resolve))
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    pieces.push(text)
    if (!hasLine && text.includes('\n')) {
      hasLine = true
      tellLine(pieces.join('').split('\n', 1)[0]!)
    }
  })
  const told: { at: number; line: string }[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const at = performance.now()
    const before = stderr.slice(stderr.lastIndexOf('\n') + 1)
    stderr += text
    const whole = (before + text).split('\n').slice(0, -1)
    told.push(...whole.map(line => ({ at, line })))
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout: pieces.join(''), stderr }))
  })
  return { pid: child.pid!, kill: signal => void child.kill(signal), ended, firstLine, told }
}

export const isobar = async (args: readonly string[], cwd: string, options?: StartOptions): Promise<Ended> =>
  (await start(args, cwd, options)).ended

/** An empty folder, and the function that removes it. */
export function scratch(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'isobar-cli-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Looks every 50 ms until `holds`; a test that waits in vain fails by its own time limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(50)
}

/** Processes started by `pid` that are alive (Linux). */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(candidate => Number.isInteger(candidate) && parentOf(candidate) === pid)
}

export function isAlive(pid: number): boolean {
  return parentOf(pid) !== undefined
}

/** Undefined for a process that has ended, also while nobody has collected it yet. */
function parentOf(pid: number): number | undefined {
  try {
    // "pid (name) state ppid …"; the name may contain anything, so count from its closing bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? undefined : Number(parent)
  } catch {
    return undefined
  }
}

export interface ExportedMap {
  readonly axes: readonly { readonly name: string; readonly values: readonly number[] }[]
  readonly outputs: Readonly<
    Record<string, { readonly unit: string; readonly values: readonly (readonly number[])[] }>
  >
  readonly status: unknown
  readonly certificates: unknown
}

/** All results of a session, by way of the command people use. */
export async function exported(session: string, cwd: string): Promise<ExportedMap> {
  const { code, stdout, stderr } = await isobar(['export', session, '--format', 'json', '-o', '-'], cwd)
  if (code !== 0) throw new Error(`export ended with ${code}: ${stderr}`)
  return JSON.parse(stdout) as ExportedMap
}

/** The values alone, as text that is equal exactly when every bit of every value is. */
export async function valuesOf(session: string, cwd: string): Promise<string> {
  const { outputs, status, certificates } = await exported(session, cwd)
  return JSON.stringify({ outputs, status, certificates })
}
