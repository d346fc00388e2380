// `npm start [-- [--browser] [FILE]]`: opens Isobar on a model or session, the sample of the article if none
// is given. In Electron where that can run, else in the browser; `--browser` does not even try Electron.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fetchElectron } from './fetch-electron.mjs'

const root = join(import.meta.dirname, '..')
const electronFolder = join(root, 'node_modules/electron')
const sample = join(root, 'resources/models/co-oxidation-pt100.yaml')
/** An Electron that fails within this time cannot run here; later, it has been used and the code is its own [ms]. */
const STARTUP_MS = 10_000

let child
let interrupted = false
// Ctrl-C reaches the child by itself; this process ends when the child has.
process.on('SIGINT', () => (interrupted = true))
for (const signal of ['SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    interrupted = true
    child?.kill(signal)
  })

const args = process.argv.slice(2)
const wantsBrowser = args.includes('--browser')
const files = args.filter(argument => argument !== '--browser')
process.exitCode = await start(files.length > 0 ? files : [sample])

async function start(targets) {
  if (isStale()) {
    const code = await run(
      process.execPath,
      [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    if (code !== 0 || interrupted) return code
  }
  const obstacle = wantsBrowser ? 'as you wished' : await openElectron(targets)
  if (obstacle === undefined || interrupted) return 0
  process.stderr.write(`Isobar opens in your browser instead of a window of its own, ${obstacle}.\n`)
  return run(process.execPath, [join(root, 'bin/isobar.mjs'), 'ui', ...targets])
}

/** Runs the Electron app to its end; answers why it could not, if so. */
async function openElectron(targets) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'because there is no display'
  if (process.getuid?.() === 0) return 'because Electron does not run as root'
  const trouble = electronBinary() ? undefined : await fetchElectron(electronFolder)
  const binary = electronBinary()
  if (!binary) return `because Electron cannot be fetched (${trouble})`

  const began = performance.now()
  const code = await run(binary, [root, ...targets])
  const failedAtOnce = code !== 0 && performance.now() - began < STARTUP_MS
  return failedAtOnce ? `because Electron does not start here (exit code ${code})` : undefined
}

function electronBinary() {
  const note = join(electronFolder, 'path.txt')
  if (!existsSync(note)) return undefined
  const binary = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'),
    readFileSync(note, 'utf8'),
  )
  return existsSync(binary) ? binary : undefined
}

/** Whether anything the build reads is newer than what it wrote. */
function isStale() {
  const built = ['main/index.js', 'main/cli.js', 'main/worker.js', 'preload/index.cjs', 'renderer/index.html']
  const outputs = built.map(file => join(root, 'out', file))
  if (!outputs.every(existsSync)) return true
  const inputs = ['src', 'package.json', 'electron.vite.config.ts'].map(file => newest(join(root, file)))
  return Math.max(...inputs) > Math.min(...outputs.map(newest))
}

/** Time of the last change of a file, or of any file in a folder [ms since 1970]. */
function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))))
}

/** Runs a program with our terminal; resolves with its exit code. */
function run(command, commandArgs, options = {}) {
  return new Promise(resolve => {
    child = spawn(command, commandArgs, { stdio: 'inherit', ...options })
    child.on('error', error => {
      process.stderr.write(`${error.message}\n`)
      resolve(4)
    })
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 0 : 4)))
  })
}
