/**
 * Two waits of a person at the desk, as the page itself sees them:
 *
 * - from the move of a slider to the redrawn coarse map of 100 × 100 points, in the browser host with its real
 *   workers: from the time stamp of the pointer event to the end of the frame that shows the new map;
 * - frames of the timeline with 100 000 slices, while it is zoomed and moved with each of them, before a fake
 *   owner that has such a timeline, and the time from the click on its tab to all of it.
 *
 * Prints medians and 95th percentiles; exits 1 when a limit of the issue is missed. Run `npm run build` first.
 * `--points N` takes N × N points, `--moves M` moves the slider M times.
 */
import { parseArgs } from 'node:util'
import vue from '@vitejs/plugin-vue'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import { startMap, whenFinished, withInterface } from '../scripts/browser-session.mjs'

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '100' },
    moves: { type: 'string', default: '60' },
    slices: { type: 'string', default: '100000' },
  },
})
const [points, moves, slices] = [Number(values.points), Number(values.moves), Number(values.slices)]
const VIEWPORT = { width: 1440, height: 900 }
const CHROMIUM = process.env.ISOBAR_CHROMIUM ?? process.env.CHROME_PATH ?? '/usr/bin/chromium'
/** From the issue [ms]: slider to redrawn map; interaction. */
const LIMITS = { slider: 100, interaction: 50 }
/** A worker's code is compiled well after so many maps; a person's first moves are as slow as these. */
const WARM_UP = 5

const slider = await withInterface({ viewport: VIEWPORT }, measureSlider)
const timeline = await measureTimeline()
const report = {
  sliderToCoarseMap: { ...summary(slider.waits.slice(WARM_UP)), firstMs: round(slider.waits[0]) },
  coarsePoints: { median: median(slider.known), of: points * points },
  timeline: { slices, shownAfterMs: round(timeline.shownMs), ...timeline.frames },
}
console.log(JSON.stringify(report, undefined, 2))
const isQuick =
  report.sliderToCoarseMap.medianMs <= LIMITS.slider &&
  report.timeline.zoom.p95Ms <= LIMITS.interaction &&
  report.timeline.pan.p95Ms <= LIMITS.interaction
process.exitCode = isQuick ? 0 : 1

async function measureSlider(page) {
  await startMap(page, points, points)
  await whenFinished(page)
  await page.getByTestId('scrub-T').click()
  await page.locator('[data-testid=scrub][data-shown]').waitFor()
  await page.evaluate(watchSlider)
  const thumb = await page.getByTestId('scrub-slider').boundingBox()
  const [x, y] = [thumb.x + thumb.width / 2, thumb.y + thumb.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let k = 1; k <= moves; k++) {
    // There and back, so that each move changes the value and no end of the slider is met.
    await page.mouse.move(x + (k % 2 === 0 ? -1 : 1) * (20 + k), y)
    await page.waitForFunction(count => window.waits.length >= count, k)
  }
  await page.mouse.up()
  return page.evaluate(() => ({ waits: window.waits, known: window.known }))
}

/** In the page: notes the time from each pointer move to the end of the frame that shows its map. */
function watchSlider() {
  window.waits = []
  window.known = []
  let moved
  window.addEventListener('pointermove', event => (moved ??= event.timeStamp), { capture: true })
  const bar = document.querySelector('[data-testid=scrub]')
  new MutationObserver(() => {
    const since = moved
    moved = undefined
    if (since === undefined) return
    const known = Number(bar.dataset.done)
    // The map is drawn in the next frame, and a task behind it runs when that frame is done.
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.known.push(known)
        window.waits.push(performance.now() - since)
      }),
    )
  }).observe(bar, { attributeFilter: ['data-shown'] })
}

async function measureTimeline() {
  const server = await createServer({
    configFile: false,
    root: new URL('..', import.meta.url).pathname,
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
    return { shownMs, frames }
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

function summary(times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = q => round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))])
  return { times: sorted.length, medianMs: at(0.5), p95Ms: at(0.95), longestMs: round(sorted.at(-1)) }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
}

function round(value) {
  return Number(value.toFixed(1))
}
