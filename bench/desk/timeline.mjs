import vue from '@vitejs/plugin-vue'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import { startMap } from '../../scripts/browser-session.mjs'
import { round, summary } from './waits.mjs'

const VIEWPORT = { width: 1440, height: 900 }
const CHROMIUM = process.env.ISOBAR_CHROMIUM ?? process.env.CHROME_PATH ?? '/usr/bin/chromium'

/**
 * Frames of the timeline with so many slices, while it is zoomed and moved with each of them, before a fake owner
 * that has such a timeline, and the time from the click on its tab to all of it.
 */
export async function measureTimeline({ slices }) {
  const server = await createServer({
    configFile: false,
    root: new URL('../..', import.meta.url).pathname,
    plugins: [vue()],
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, watch: null },
  })
  await server.listen()
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: VIEWPORT })
    const { port } = server.httpServer.address()
    await page.goto(`http://127.0.0.1:${port}/test/renderer/support/stage.html?slices=${slices}`)
    await startMap(page, 20, 20)
    const loaded = page.locator(`[data-testid=timeline][data-slices="${slices}"]`)
    // The first time it is loaded with its code, which a built page has nearby.
    await page.getByTestId('view-farm').click()
    await loaded.waitFor()
    await page.getByTestId('view-map').click()
    await page.getByTestId('map').waitFor()
    const shownMs = await page.evaluate(untilShown, slices)
    const frames = {}
    for (const kind of ['zoom', 'pan']) frames[kind] = summary(await page.evaluate(recordFrames, kind))
    return { shownMs: round(shownMs), ...frames }
  } finally {
    await browser.close()
    await server.close()
  }
}

/** In the page: from the press on the tab until every slice is there. */
function untilShown(count) {
  const begin = performance.now()
  const tab = document.querySelector('[data-testid=view-farm]')
  tab.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }))
  return new Promise(done => {
    const look = () => {
      const shown = document.querySelector('[data-testid=timeline]')?.dataset.slices === String(count)
      if (shown) done(performance.now() - begin)
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** In the page: times between frames while each of them zooms, or moves along. */
function recordFrames(kind) {
  const FRAMES = 180
  const stage = document.querySelector('[data-testid=timeline]')
  const { left, top, width } = stage.getBoundingClientRect()
  const wheel = change =>
    stage.dispatchEvent(
      new WheelEvent('wheel', {
        bubbles: true,
        cancelable: true,
        clientX: left + width / 2,
        clientY: top + 40,
        ...change,
      }),
    )
  stage.dispatchEvent(new KeyboardEvent('keydown', { key: '0', bubbles: true }))
  if (kind === 'pan') for (let k = 0; k < 4; k++) wheel({ deltaY: -100 })
  return new Promise(done => {
    const times = []
    let last
    const tick = now => {
      if (last !== undefined) times.push(now - last)
      last = now
      // In and out again: from all slices to a handful and back.
      const inward = times.length % 120 < 60
      if (kind === 'zoom') wheel({ deltaY: inward ? -80 : 80 })
      else wheel({ deltaX: inward ? 12 : -12 })
      if (times.length < FRAMES) requestAnimationFrame(tick)
      else done(times)
    }
    requestAnimationFrame(tick)
  })
}
