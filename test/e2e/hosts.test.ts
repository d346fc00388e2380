import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IsobarBridge } from '../../src/shared/bridge.js'
import { hosts, type RunningHost } from '../support/hosts.js'

declare global {
  interface Window {
    readonly isobar?: IsobarBridge
  }
}

let home: string
let running: RunningHost | undefined

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-home-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

const all = hosts()
const desktops = all.filter(host => host.name !== 'browser')

describe.each(all)('in the $name host, the interface', ({ launch }) => {
  it('comes up, again after a reload, and breaks no rule of its policy', async () => {
    running = await launch({ home })
    const { page } = running
    const complaints = complaintsOf(page)
    await shown(page)
    await page.reload()
    await shown(page)
    expect(complaints).toEqual([])
  })

  it('runs no script but its own', async () => {
    running = await launch({ home })
    const { page } = running
    await shown(page)
    const outcome = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.smuggled = true'
      document.head.append(script)
      return 'smuggled' in window
    })
    expect(outcome).toBe(false)
    const evaluated = await page.evaluate(() => {
      // By way of a timer of text, which is `eval` by another name and not one of Playwright's own.
      setTimeout('window.smuggled = true')
      return new Promise(resolve => setTimeout(() => resolve('smuggled' in window)))
    })
    expect(evaluated).toBe(false)
  })

  it('has nothing of Node or Electron in its world', async () => {
    running = await launch({ home })
    await shown(running.page)
    const names = ['process', 'require', 'module', 'Buffer', 'electron', 'ipcRenderer']
    expect(await running.page.evaluate(list => list.filter(name => name in window), names)).toEqual([])
  })
})

describe.each(desktops)('on the $name desktop', ({ name, launch }) => {
  it('gives the page one pipe to the owner, with two ends, and the place of dropped files', async () => {
    running = await launch({ home })
    await shown(running.page)
    expect(await running.page.evaluate(() => Object.keys(window.isobar!).sort())).toEqual([
      'onMessage',
      'pathOf',
      'send',
    ])
  })

  it('answers the page through the pipe', async () => {
    running = await launch({ home })
    await shown(running.page)
    const answer = (await call(running.page, 'hello', {})) as { kind: string; value: { host: string } }
    expect(answer).toMatchObject({ kind: 'done', value: { host: 'electron', nativeDialogs: true } })
  })

  it('answers an unknown call with an error and goes on', async () => {
    running = await launch({ home })
    await shown(running.page)
    expect(await call(running.page, 'constructor', {})).toMatchObject({ kind: 'fail' })
    expect(await call(running.page, 'hello', {})).toMatchObject({ kind: 'done' })
  })

  it('asks for a path with a native dialog, and takes Cancel for an answer', async () => {
    running = await launch({ home })
    await shown(running.page)
    const question = { purpose: 'export', format: 'csv', suggestedName: 'map.csv' }
    await running.desktop!.answerDialog('/data/map.csv')
    expect(await call(running.page, 'choosePath', question)).toMatchObject({ value: '/data/map.csv' })
    await running.desktop!.answerDialog(null)
    expect(await call(running.page, 'choosePath', question)).toMatchObject({ value: null })
  })

  it('passes the commands of the menu to the page', async () => {
    running = await launch({ home })
    const { page, desktop } = running
    await shown(page)
    await page.evaluate(() => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      window.isobar!.onMessage(message => heard.push(message))
    })
    await desktop!.clickMenu('Run', 'Pause or resume')
    await page.waitForFunction(() =>
      (window as unknown as { heard: { method?: string }[] }).heard.some(m => m.method === 'command'),
    )
    const heard = await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
    expect(heard).toContainEqual(
      expect.objectContaining({ method: 'command', argument: { name: 'run.pause' } }),
    )
  })

  it('stays on its page and opens no window', async () => {
    running = await launch({ home })
    const { page } = running
    await shown(page)
    const address = page.url()
    await page.evaluate(() => {
      window.open('https://example.com/')
      location.href = 'https://example.com/'
    })
    // An answer after the attempt shows that the page is still there to ask.
    expect(await call(page, 'hello', {})).toMatchObject({ kind: 'done' })
    expect(page.url()).toBe(address)
    await expect.poll(() => page.context().pages().length).toBe(1)
  })

  it('keeps the place of its window', async () => {
    running = await launch({ home })
    await shown(running.page)
    await running.close()
    running = undefined
    const folder = name === 'electron' ? 'userData' : '.config/isobar'
    const state = JSON.parse(await readFile(join(home, folder, 'window.json'), 'utf8')) as { bounds: object }
    expect(state.bounds).toMatchObject({ width: expect.any(Number), height: expect.any(Number) })
  })

  it('is one: a second start hands over its file and ends', async () => {
    running = await launch({ home })
    await shown(running.page)
    await expect(launch({ home, args: [join(home, 'none.isobar')] })).rejects.toThrow()
    // The first one tried to open it, and says why it cannot.
    await expect
      .poll(() => running!.desktop!.shownMessages())
      .toEqual([expect.stringContaining('none.isobar')])
    expect(await call(running.page, 'hello', {})).toMatchObject({ kind: 'done' })
  })

  it('starts again after it was killed', async () => {
    running = await launch({ home })
    await running.kill()
    running = await launch({ home })
    await shown(running.page)
  })
})

/** Waits until the interface has drawn something of its own. */
async function shown(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector('#app')?.childElementCount ?? 0) > 0)
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

/** Calls the owner from the page, past the interface. */
function call(page: Page, method: string, argument: object): Promise<unknown> {
  return page.evaluate(
    ([name, given]) =>
      new Promise(resolve => {
        // Far above the ids the interface counts up from 0.
        const id = 1e9 + Math.floor(performance.now() * 1000)
        const stop = window.isobar!.onMessage(message => {
          const frame = message as { kind: string; id: number }
          if (frame.kind === 'call' || frame.id !== id) return
          stop()
          resolve(frame)
        })
        window.isobar!.send({ kind: 'call', id, method: name, argument: given })
      }),
    [method, argument] as const,
  )
}
