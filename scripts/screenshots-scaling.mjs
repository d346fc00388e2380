/**
 * Makes the pictures of docs/speed-up.md from the built app: a scaling study of a sample and a sweep of it, as
 * measured on this computer. Run `npm run build` first; takes some minutes, and wants the computer for itself.
 */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startMap, whenFinished, withInterface } from './browser-session.mjs'

const IMAGES = resolve(import.meta.dirname, '../docs/images')

await mkdir(IMAGES, { recursive: true })
const options = {
  viewport: { width: 1440, height: 1180 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  deviceScaleFactor: 1.5,
}
await withInterface(options, async page => {
  await page.getByTestId('model-select').click()
  await page.locator('[data-testid=model-select-option][data-value=co-oxidation-volcano]').click()
  await page.waitForFunction(() => document.querySelector('[data-testid=axis-x-count]')?.value === '15')
  await startMap(page, 30, 30)
  await whenFinished(page)
  await page.getByTestId('view-scaling').click()
  await page.getByTestId('study-workers').fill('1, 2, 3, 4')
  await page.getByTestId('study-repeats').fill('5')
  await page.getByTestId('study-repeats').press('Tab')
  await page.getByTestId('study-start').click()
  await page.getByTestId('study-stop').waitFor()
  await page.getByTestId('study-start').waitFor({ timeout: 600_000 })
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: join(IMAGES, `speed-up-${colorScheme}.png`) })
  }
})
