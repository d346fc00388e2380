/**
 * Makes the pictures of docs/images from the built app: the sample map, light and dark.
 * Run `npm run build` first.
 */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startMap, whenFinished, withInterface } from './browser-session.mjs'

const IMAGES = resolve(import.meta.dirname, '../docs/images')
/** Inside the active region of the sample, by the boundary. */
const CURSOR = { x: 0.22, y: 0.75 }

await mkdir(IMAGES, { recursive: true })
const options = {
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  deviceScaleFactor: 1.5,
}
await withInterface(options, async page => {
  for (const n of [10, 300]) {
    await startMap(page, n, n)
    await whenFinished(page)
    await page.getByTestId('legend-pending').waitFor({ state: 'detached' })
    await hold(page)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
      await settled(page)
      await page.screenshot({ path: join(IMAGES, `map-${n}x${n}-${colorScheme}.png`) })
    }
    await page.keyboard.press('Escape')
  }
})

async function hold(page) {
  const map = page.getByTestId('map')
  const { left, top, width, height } = JSON.parse(await map.getAttribute('data-plot'))
  await map.click({ position: { x: left + CURSOR.x * width, y: top + (1 - CURSOR.y) * height } })
  await page.getByTestId('readout-status').waitFor()
}

/** The form checks itself after a pause and the map draws at the next frame: both are then done. */
async function settled(page) {
  await page.waitForFunction(() =>
    document.querySelector('[data-testid=estimate]')?.textContent?.includes('about'),
  )
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
}
