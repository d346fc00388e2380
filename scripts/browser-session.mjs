import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'

const ROOT = resolve(import.meta.dirname, '..')
const CHROMIUM = process.env.ISOBAR_CHROMIUM ?? process.env.CHROME_PATH ?? '/usr/bin/chromium'

/**
 * Opens the built interface of a fresh `isobar ui` in Chromium, and gives `use` a page of the given kind.
 * Everything it started is ended afterwards, and its files are removed; nothing it does leaves this computer.
 * `furnish` may put something into the home folder first.
 */
export async function withInterface(pageOptions, use, env = {}, furnish = async () => {}) {
  const home = await mkdtemp(join(tmpdir(), 'isobar-page-'))
  await furnish(home)
  const server = spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), 'ui', '--json'], {
    env: {
      ...process.env,
      HOME: home,
      USERPROFILE: home,
      ISOBAR_CONFIG: join(home, 'config'),
      ISOBAR_HOST: '127.0.0.1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise(done => server.once('exit', done))
  let browser
  try {
    const line = await new Promise((done, fail) => {
      createInterface(server.stdout).once('line', done)
      server.once('exit', code => fail(new Error(`isobar ui ended with ${code}`)))
    })
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    const page = await browser.newPage(pageOptions)
    await page.goto(JSON.parse(line).url)
    await whenReady(page)
    return await use(page, home)
  } finally {
    await browser?.close()
    server.kill('SIGINT')
    await ended
    await rm(home, { recursive: true, maxRetries: 5 })
  }
}

const whenReady = page =>
  page.waitForFunction(() => document.querySelector('[data-testid=start]')?.disabled === false)

/** Sets the numbers of points and presses Start. */
export async function startMap(page, nx, ny) {
  for (const [axis, count] of [
    ['x', nx],
    ['y', ny],
  ]) {
    await page.getByTestId(`axis-${axis}-count`).fill(String(count))
    await page.getByTestId(`axis-${axis}-count`).press('Tab')
  }
  await whenReady(page)
  await page.getByTestId('start').click()
  await page.locator(`[data-testid=map][data-cells="${nx}x${ny}"]`).waitFor()
}

export const whenFinished = (page, timeout = 600_000) =>
  page.locator('[data-testid=phase][data-phase=finished]').waitFor({ timeout })
