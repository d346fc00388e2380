import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../isobar/source.mjs'

const PROGRAM = join(root, 'bin', 'isobar.mjs')
/** A peer has to say where it listens within this time [ms], and to leave after SIGTERM. */
const PATIENCE_MS = 60_000

/** A folder of its own for identity, trust and sessions; on loopback, where nobody else can hear it. */
export function installation() {
  const folder = mkdtempSync(join(tmpdir(), 'isobar-bench-'))
  return {
    folder,
    env: { ...process.env, ISOBAR_CONFIG: join(folder, 'config'), ISOBAR_HOST: '127.0.0.1' },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/**
 * Starts `isobar peer` in an installation of its own.
 * @returns what it printed first ({port, fingerprint, joinCode}), its events so far, and the function that ends it
 */
export async function startPeer(args) {
  const home = installation()
  const child = spawn(process.execPath, [PROGRAM, 'peer', '--json', ...args.map(String)], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  const events = []
  eachLine(child.stderr, line => events.push(line))
  const first = new Promise(resolve => eachLine(child.stdout, resolve))
  const hello = await Promise.race([first, gone.then(() => undefined), timeout()])
  if (hello === undefined) throw new Error(`a peer did not start: ${events.join('\n')}`)

  async function stop() {
    child.kill('SIGTERM')
    const ended = await Promise.race([gone, timeout()])
    if (ended === undefined) child.kill('SIGKILL')
    home.remove()
    return ended?.[0]
  }
  return { ...JSON.parse(hello), events, stop, gone }
}

/** An owner in `home`: `isobar run`, with its processor time [s], that of workers of its own included. */
export async function runOwner(home, args, { onStderr = () => {} } = {}) {
  const meter = join(import.meta.dirname, 'cpu-time.py')
  const child = spawn('python3', [meter, process.execPath, PROGRAM, 'run', ...args.map(String)], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'close')
  let out = ''
  child.stdout.setEncoding('utf8').on('data', text => (out += text))
  const errors = []
  eachLine(child.stderr, line => {
    errors.push(line)
    onStderr(line)
  })
  const [code] = await exit
  if (code !== 0) throw new Error(`isobar run ended with ${code}: ${errors.join('\n')}`)
  return JSON.parse(out)
}

function timeout() {
  return new Promise(resolve => setTimeout(() => resolve(undefined), PATIENCE_MS).unref())
}

function eachLine(stream, listener) {
  let rest = ''
  stream.setEncoding('utf8').on('data', text => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    lines.forEach(line => listener(line))
  })
}
