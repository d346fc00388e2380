#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

const near = path => fileURLToPath(new URL(path, import.meta.url))
const cli = new URL('../out/main/cli.js', import.meta.url)
const ownNode = near(
  process.platform === 'win32' ? '../node_modules/node/bin/node.exe' : '../node_modules/node/bin/node',
)

/** node:sqlite works without a flag from here on. */
const [major, minor] = process.versions.node.split('.').map(Number)
const newEnough = major > 22 || (major === 22 && minor >= 13)

if (process.env.ISOBAR_LAUNCHED) {
  delete process.env.ISOBAR_LAUNCHED
  // The launcher holds the other end: when it is killed, there is nobody left to end this process.
  new Socket({ fd: 3 })
    .on('close', () => process.kill(process.pid, 'SIGKILL'))
    .unref()
    .resume()
}

// Node 22 calls node:sqlite experimental on stderr at each start, which is no news to who runs a sweep.
const warn = process.emitWarning
process.emitWarning = (warning, ...rest) => {
  if (!String(warning).startsWith('SQLite is an experimental')) warn.call(process, warning, ...rest)
}

if (!existsSync(cli)) fail('isobar is not built yet: run `npm run build` first')
else if (newEnough) await import(cli.href)
else if (existsSync(ownNode)) relaunch()
else
  fail(
    `isobar needs Node 22.13 or newer and this is ${process.version}; run \`npm ci\`, which brings one along`,
  )

/** Runs the same command with the Node that npm installed, and ends as it ends. */
function relaunch() {
  const child = spawn(ownNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, ISOBAR_LAUNCHED: '1' },
  })
  // A terminal sends Ctrl-C to both; only the program decides what it means.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', error => fail(`isobar cannot start ${ownNode}: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 4
    if (signal) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
  })
}

function fail(reason) {
  process.stderr.write(`${reason}\n`)
  process.exitCode = 4
}
