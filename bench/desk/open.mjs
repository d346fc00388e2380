import { stat } from 'node:fs/promises'
import { withInterface } from '../../scripts/browser-session.mjs'
import { askForSession, withSession } from './large-session.mjs'
import { round, summary } from './waits.mjs'

/** 60 MB are about 610 × 610 points of the sample. */
const POINTS = 610

/** From the click on a session of 60 MB to its map on the screen. */
export const measureOpen = ({ repeats }) =>
  withSession(POINTS, async file => {
    const { size } = await stat(file)
    const times = await withInterface({ viewport: { width: 1440, height: 900 } }, async page => {
      const measured = []
      for (let k = 0; k < repeats; k++) {
        await askForSession(page, file)
        measured.push(await page.evaluate(openAndWait))
        await page.getByTestId('session-menu').click()
        await page.getByTestId('menu-new').click()
        await page.getByTestId('start-page').waitFor()
      }
      return measured
    })
    return { megabytes: round(size / 1e6), ...summary(times) }
  })

/** In the page. */
async function openAndWait() {
  const begun = performance.now()
  document.querySelector('[data-testid=file-confirm]').click()
  // The legend counts what is missing: without it every value is there, and drawn at the next frame.
  const isThere = () =>
    document.querySelector('[data-testid=map]') &&
    document.querySelector('[data-testid=extremes]')?.textContent?.includes('max') &&
    !document.querySelector('[data-testid=legend-pending]')
  while (!isThere()) await new Promise(done => requestAnimationFrame(done))
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  return performance.now() - begun
}
