/**
 * Every state of the interface before a fake owner, at the sizes and in the themes it is made for:
 * nothing sticks out, nothing complains. With ISOBAR_SCREENS=folder each is saved there to be looked at.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.js'
import { repository } from '../support/hosts.js'
import { uiPage, type UiPage } from './ui-page.js'

const SIZES = [
  [1024, 640],
  [1440, 900],
  [2560, 1440],
] as const

interface Scene {
  readonly name: string
  readonly query?: string
  readonly act?: (ui: UiPage) => Promise<void>
}

const advance = (ui: UiPage, points: number): Promise<void> =>
  ui.page.evaluate(
    n => (window as unknown as { stage: { advance(n: number): void } }).stage.advance(n),
    points,
  )

/** What the other computers do; see FakeLan. */
const others = (ui: UiPage, deed: 'ready' | 'answer' | 'knock', ...rest: unknown[]): Promise<void> =>
  ui.page.evaluate(
    ([name, args]) =>
      (window as unknown as { stage: { lan: Record<string, (...a: unknown[]) => void> } }).stage.lan[name]!(
        ...args,
      ),
    [deed, rest] as const,
  )

async function openComputers(ui: UiPage, tab: 'add' | 'share' | 'doctor'): Promise<void> {
  await ui.by('lan-menu').click()
  await ui.by(`lan-tab-${tab}`).click()
}

const SCENES: readonly Scene[] = [
  { name: 'idle' },
  {
    name: 'running',
    act: async ui => {
      await ui.start(60, 60)
      await advance(ui, 900)
    },
  },
  {
    name: 'finished',
    act: async ui => {
      await ui.start(10, 10)
      await advance(ui, 100)
      await ui.reach('finished')
      await ui.hover(0.25, 0.75)
      await ui.page.mouse.down()
      await ui.page.mouse.up()
      await ui.readout(72)
    },
  },
  {
    name: 'farm',
    query: '?status=failed&slices=2400',
    act: async ui => {
      await ui.start(100, 100)
      await advance(ui, 4000)
      await ui.by('view-farm').click()
      await ui.page.locator('[data-testid=timeline][data-slices="2400"]').waitFor()
      for (let zoom = 0; zoom < 8; zoom++) await ui.by('timeline').press('+')
      await ui.by('timeline').hover({ position: { x: 150, y: 60 } })
      await ui.by('slice-tip').waitFor()
    },
  },
  {
    name: 'farm-long',
    query: '?slices=100000',
    act: async ui => {
      await ui.start(20, 20)
      await advance(ui, 400)
      await ui.by('view-farm').click()
      await ui.page.locator('[data-testid=timeline][data-slices="100000"]').waitFor()
    },
  },
  {
    name: 'what-if',
    act: async ui => {
      await ui.start(40, 40)
      await advance(ui, 1600)
      await ui.by('scrub-T').click()
      await ui.by('scrub-slider').press('PageDown')
      await ui.page.locator('[data-testid=scrub][data-done="1600"]').waitFor()
    },
  },
  {
    name: 'failed',
    query: '?status=failed',
    act: async ui => {
      await ui.start(20, 20)
      await advance(ui, 400)
      await ui.by('rerun-failed').waitFor()
      await ui.by('tab-farm').click()
      await ui.by('legend-failed').waitFor()
    },
  },
  {
    name: 'inspector-failed',
    query: '?status=failed',
    act: async ui => {
      await ui.start(20, 20)
      await advance(ui, 400)
      // The first that fails on the stage; see stage.ts.
      const point = Array.from({ length: 400 }, (_, k) => k).find(
        k => Math.imul(k + 7, 0x9e3779b1) >>> 0 < 2 ** 32 / 20,
      )!
      await ui.hover(((point % 20) + 0.5) / 20, (Math.floor(point / 20) + 0.5) / 20)
      await ui.page.mouse.down()
      await ui.page.mouse.up()
      await ui.readout(point)
      await ui.by('inspect-point').click()
      await ui.page.locator('[data-testid=transient][data-ended]').waitFor()
    },
  },
  {
    name: 'doubtful',
    query: '?status=doubtful',
    act: async ui => {
      await ui.start(20, 20)
      await advance(ui, 400)
      await ui.by('legend-uncertified').waitFor()
      await ui.by('evidence-menu').click()
      await ui.by('certified-only').click()
      await ui.by('evidence-point').last().waitFor()
    },
  },
  {
    name: 'trouble',
    act: async ui => {
      await ui.start(100, 100)
      await advance(ui, 3000)
      await ui.page.evaluate(() =>
        (window as unknown as { stage: { trouble(t: object): void } }).stage.trouble({
          code: 'session/unwritable',
          message: 'The disk is full: 0 B are free in /home/lab/Isobar. All 3000 computed points are kept.',
          remedy: 'Free some space, then press Resume.',
        }),
      )
      await ui.by('trouble-resume').waitFor()
    },
  },
  {
    name: 'bad-input',
    act: async ui => {
      await ui.by('axis-x-from').fill('1,5')
      await ui.by('setting-T').fill('-3')
    },
  },
  {
    name: 'open',
    act: async ui => {
      await ui.menu('open')
      await ui.by('recent-sessions').waitFor()
    },
  },
  {
    name: 'computers',
    query: '?lab',
    act: async ui => {
      await openComputers(ui, 'add')
      await ui.by('lan-address').fill('192.168.7.21')
      await ui.by('lan-address-add').click()
      await ui.page.getByText('The port is missing').waitFor()
    },
  },
  {
    name: 'computers-none',
    act: async ui => {
      await openComputers(ui, 'add')
      await ui.by('lan-empty').waitFor()
    },
  },
  {
    name: 'forget',
    query: '?lab',
    act: async ui => {
      await openComputers(ui, 'add')
      await ui.by('lan-forget').first().click()
      await ui.by('lan-forget-confirm').click()
      await ui.page.locator('[data-testid=lan-peer][data-state=needs-pairing]').nth(1).waitFor()
      await ui.by('lan-forget').last().click()
      await ui.by('lan-forget-confirm').waitFor()
    },
  },
  {
    name: 'pairing',
    query: '?lab',
    act: async ui => {
      await openComputers(ui, 'add')
      await ui.by('lan-pair').click()
      // Escape refuses, and leaves the person where the question found them.
      await ui.by('pairing-dialog').waitFor()
      await ui.page.keyboard.press('Escape')
      await ui.by('pairing-dialog').waitFor({ state: 'detached' })
      expect(await ui.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
        'lan-pair',
      )
      await ui.by('lan-pair').click()
      await ui.by('pairing-dialog').waitFor()
      const peer = ui.page.locator('[data-testid=lan-peer][data-state=needs-pairing]')
      await others(ui, 'ready', await peer.getAttribute('data-fingerprint'))
      await ui.by('pairing-code').waitFor()
      // No answer is a key press away from whatever was being typed.
      await ui.page.keyboard.press('Enter')
      await ui.page.keyboard.press('Space')
      await ui.page.locator('[data-pairing-state=compare]').waitFor()
    },
  },
  {
    name: 'pairing-asked',
    act: async ui => {
      const fingerprint = '5e'.repeat(32)
      await others(ui, 'knock', 'a7'.repeat(32), 'nobody-we-know')
      await others(ui, 'knock', fingerprint, 'maria-laptop')
      await ui.by('pairing-differ').click()
      await ui.page.getByRole('alertdialog', { name: 'Pair with maria-laptop' }).waitFor()
      await others(ui, 'ready', fingerprint)
      await ui.by('pairing-same').click()
      await ui.page.locator('[data-pairing-state=agreed]').waitFor()
    },
  },
  {
    name: 'sharing',
    query: '?lab',
    act: async ui => {
      await openComputers(ui, 'share')
      await ui.by('share-invite').click()
      const code = await ui.by('share-invite-code').textContent()
      await ui.by('share-invite-copy').click()
      await ui.by('lan-tab-add').click()
      await ui.by('lan-code').press('Control+V')
      expect(await ui.by('lan-code').inputValue()).toBe(code)
      await ui.by('lan-tab-share').click()
      await ui.by('share-idle').click()
      await ui.by('share-pause').click()
      await ui.page.locator('[data-testid=share-pause][aria-pressed=true]').waitFor()
      await ui.by('share-cores').press('ArrowDown')
      await expect.poll(() => ui.by('share-cores').inputValue()).toBe('5')
      expect(await ui.by('share-idle').getAttribute('aria-checked')).toBe('true')
    },
  },
  {
    name: 'sharing-off',
    act: async ui => {
      await openComputers(ui, 'share')
      await ui.by('share-guests').waitFor()
    },
  },
  {
    name: 'doctor',
    query: '?lab',
    act: async ui => {
      await openComputers(ui, 'doctor')
      await ui.by('doctor-run').click()
      await ui.by('doctor-check').first().waitFor()
    },
  },
  {
    name: 'machines',
    query: '?lab',
    act: async ui => {
      await ui.start(60, 60)
      await advance(ui, 900)
      await ui.by('tab-farm').click()
      await ui.by('machines').waitFor()
    },
  },
  {
    name: 'speed-up',
    query: '?study',
    act: async ui => {
      await ui.by('view-scaling').click()
      await ui.by('scaling-levels').waitFor()
    },
  },
  {
    name: 'speed-up-sweep',
    query: '?study',
    act: async ui => {
      await ui.by('view-scaling').click()
      await ui.by('what-if-add').click()
      await ui.by('what-if-answer').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'speed-up-none',
    act: async ui => {
      await ui.by('view-scaling').click()
      await ui.by('study-start').click()
      await ui.by('study-stop').waitFor()
    },
  },
]

let server: ViteDevServer
let browser: Browser

beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root: repository,
    plugins: [vue()],
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, watch: null },
  })
  await server.listen()
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

describe.each(SCENES)('the scene "$name"', ({ name, query = '', act }) => {
  it('fits into every size in both themes, without a complaint', async () => {
    const page = await browser.newPage({
      viewport: { width: SIZES[0][0], height: SIZES[0][1] },
      reducedMotion: 'reduce',
    })
    const complaints: string[] = []
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    const { port } = server.httpServer!.address() as { port: number }
    await page.goto(`http://127.0.0.1:${port}/test/renderer/support/stage.html${query}`)
    const ui = uiPage({ page, pid: 0, kill: async () => {}, close: async () => '' })
    await ui.ready()
    await act?.(ui)
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
        await save(page, `${name}-${width}x${height}-${colorScheme}`)
      }
      expect(await stickingOut(page), `${width} × ${height}`).toEqual([])
    }
    // Other words take other room; the smallest window has the least of it.
    await page.setViewportSize({ width: SIZES[0][0], height: SIZES[0][1] })
    for (const language of ['zh', 'widened'] as const) {
      await page.evaluate(name => window.speak(name), language)
      await save(page, `${name}-${language}`)
      expect(await stickingOut(page), language).toEqual([])
    }
    expect(complaints).toEqual([])
    await page.close()
  })
})

async function save(page: Page, name: string): Promise<void> {
  const folder = process.env['ISOBAR_SCREENS']
  if (!folder) return
  await mkdir(folder, { recursive: true })
  // The map follows a change of theme at the next frame.
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Controls that end outside the window or outside the column that holds them; what scrolls sideways may. */
const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, .field, p, h1, h2, h3, table')]
      .filter(element => element.checkVisibility() && !element.closest('.visually-hidden, .sideways'))
      .filter(element => {
        const { left, right } = element.getBoundingClientRect()
        const column = element.closest('[data-panel], [role=dialog], header')?.getBoundingClientRect()
        return left < (column?.left ?? 0) - 1 || right > (column?.right ?? window.innerWidth) + 1
      })
      .map(element => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`),
  )
