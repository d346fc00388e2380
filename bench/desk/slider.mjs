import { startMap, whenFinished, withInterface } from '../../scripts/browser-session.mjs'
import { round, summary } from './waits.mjs'

/** A worker's code is compiled well after so many maps; a person's first moves are as slow as these. */
const WARM_UP = 5
const POINTS = 100

/**
 * From the move of a slider to the redrawn coarse map of 100 × 100 points, with its real workers: from the time
 * stamp of the pointer event to the end of the frame that shows the new map.
 */
export const measureSlider = ({ moves }) =>
  withInterface({ viewport: { width: 1440, height: 900 } }, async page => {
    const { waits, known } = await movesOf(page, moves)
    const points = known.toSorted((a, b) => a - b)[known.length >> 1]
    return { ...summary(waits.slice(WARM_UP)), firstMs: round(waits[0]), points }
  })

async function movesOf(page, moves) {
  await startMap(page, POINTS, POINTS)
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
