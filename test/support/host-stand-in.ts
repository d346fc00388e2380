import { fork } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { follow, orItsEnd } from './child.js'
import { homeEnvironment, repository, type LaunchOptions, type RunningHost } from './hosts.js'

/** Runs the built main bundle on the Electron stand-in and drives its window over DevTools. */
export async function launchStandIn({
  home,
  args = [],
  app = repository,
  env = {},
}: LaunchOptions): Promise<RunningHost> {
  const register = pathToFileURL(join(import.meta.dirname, 'electron-standin/register.mjs')).href
  const child = fork(join(app, 'out/main/index.js'), [...args], {
    cwd: home,
    env: { ...homeEnvironment(home), ...env },
    execArgv: ['--import', register],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const process = follow(child)
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (e: Error) => void }>()
  let nextId = 0

  child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) call?.resolve(message.value)
    else call?.reject(new Error(message.error))
  })
  const act = (name: string, argument?: unknown): Promise<unknown> =>
    orItsEnd(
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        child.send({ id, act: name, argument })
      }),
      process,
    )

  const browser = await chromium.connectOverCDP((await act('endpoint')) as string)
  const page = await orItsEnd(firstPage(browser), process)
  return {
    page,
    pid: child.pid!,
    kill: async () => {
      child.kill('SIGKILL')
      await process.ended
      await browser.close()
    },
    close: async () => {
      if (child.connected) child.kill('SIGTERM')
      await process.ended
      await browser.close()
      return process.stderr()
    },
    desktop: {
      answerDialog: async path => void (await act('dialog/answer', path)),
      clickMenu: async (...labels) => void (await act('menu/click', labels)),
      shownMessages: async () => (await act('dialog/messages')) as string[],
      revealed: async () => (await act('shell/revealed')) as string[],
      placeFile: async path => void (await act('files/place', path)),
    },
  }
}

/** The window of the app, once it shows its page. */
async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  const page = context!.pages()[0] ?? (await context!.waitForEvent('page'))
  await page.waitForURL(/^https:/)
  return page
}
