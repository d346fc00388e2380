import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium } from 'playwright-core'
import { afterAll } from 'vitest'
import { follow, orItsEnd } from './child.js'
import { CHROMIUM_FLAGS, findChromium } from './chromium.js'
import { homeEnvironment, repository, type LaunchOptions, type RunningHost } from './hosts.js'

let browser: Promise<Browser> | undefined

/** One browser for all tests of a file; each has a profile of its own in it. */
const theBrowser = (): Promise<Browser> =>
  (browser ??= chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS }))

afterAll(async () => {
  await (await browser)?.close()
  browser = undefined
})

/** Runs `isobar ui` of the built command line and opens its address in Chromium. */
export async function launchBrowserMode({
  home,
  args = [],
  app = repository,
  env = {},
}: LaunchOptions): Promise<RunningHost> {
  const child = spawn(process.execPath, [join(app, 'out/main/cli.js'), 'ui', '--json', ...args], {
    cwd: home,
    env: { ...homeEnvironment(home), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const server = follow(child)
  const firstLine = new Promise<string>(resolve => createInterface(child.stdout).once('line', resolve))
  const { url } = JSON.parse(await orItsEnd(firstLine, server)) as { url: string }

  const page = await (await theBrowser()).newPage({ viewport: { width: 1280, height: 860 } })
  await page.goto(url)
  return {
    page,
    pid: child.pid!,
    kill: async () => {
      child.kill('SIGKILL')
      await server.ended
      await page.context().close()
    },
    close: async () => {
      await page.context().close()
      child.kill('SIGINT')
      await server.ended
      return server.stderr()
    },
  }
}
