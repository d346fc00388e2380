import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A download of which nothing more arrives for this long is given up [ms]. */
const STALL_MS = 20_000
const LOOK_MS = 500

/**
 * Runs the installer of the `electron` package, which downloads the binary. Bounded by its progress and not
 * by a total time, because 120 MB take seconds here and many minutes there.
 *
 * @returns what stood in the way, undefined when it came
 */
export async function fetchElectron(folder, stallMs = STALL_MS) {
  const installer = join(folder, 'install.js')
  if (!existsSync(installer)) return 'the package electron is not installed'
  process.stderr.write('Fetching Electron, this once…\n')
  // The download goes to the folder for temporary files, then to `dist`: growth of either is progress.
  const temporary = mkdtempSync(join(tmpdir(), 'isobar-electron-'))
  const child = spawn(process.execPath, [installer], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
  })
  let complaint = ''
  child.stderr.on('data', chunk => (complaint = `${complaint}${chunk}`.slice(0, 2000)))

  let stalled = false
  let size = 0
  let grewAt = performance.now()
  const look = setInterval(() => {
    const now = sizeOf(temporary) + sizeOf(join(folder, 'dist'))
    if (now !== size) grewAt = performance.now()
    size = now
    stalled = performance.now() - grewAt > stallMs
    if (stalled) child.kill('SIGKILL')
  }, LOOK_MS)
  const interrupt = () => child.kill('SIGKILL')
  process.on('SIGTERM', interrupt)

  const code = await new Promise(resolve => {
    child.on('exit', resolve)
    child.on('error', () => resolve(null))
  })
  clearInterval(look)
  process.off('SIGTERM', interrupt)
  rmSync(temporary, { recursive: true, force: true })
  if (code === 0) return undefined
  return stalled ? 'nothing arrives' : (/^\w*Error: .{1,120}/m.exec(complaint)?.[0] ?? 'its installer failed')
}

/** Bytes in a folder, as far as it exists. */
function sizeOf(path) {
  try {
    const stat = statSync(path)
    return stat.isDirectory()
      ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
      : stat.size
  } catch {
    return 0
  }
}
