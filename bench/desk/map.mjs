import { withInterface } from '../../scripts/browser-session.mjs'
import { askForSession, withSession } from './large-session.mjs'
import { withTrace } from './trace.mjs'
import { andWait, round, summary, takeWaits, watchWaits } from './waits.mjs'

const VIEWPORT = { width: 1440, height: 900 }
const MOVES = 60
const PALETTES = ['cividis', 'magma', 'viridis']
const SWITCHES = 8

/**
 * A finished map of `points` × `points` with contour lines, line cuts and the histogram of its colours: hover, zoom,
 * pan, another palette, another output. Each is a wait of a person and the processor time of the page's main thread.
 */
export const measureMap = ({ points }) =>
  withSession(points, file =>
    withInterface({ viewport: VIEWPORT }, async page => {
      await askForSession(page, file)
      await page.getByTestId('file-confirm').click()
      await page.locator(`[data-testid=map][data-cells="${points}x${points}"]`).waitFor()
      await page.getByTestId('tool-cuts').click()
      await page.getByTestId('layers-menu').click()
      await page.getByTestId('contours').click()
      await page.waitForFunction(
        () => Number(document.querySelector('[data-testid=map-overlay]').dataset.lines) > 0,
      )
      await page.keyboard.press('Escape')
      await page.evaluate(watchWaits, ['pointermove', 'wheel'])

      const place = await placesOf(page)
      const zoom = await measured(page, MOVES, async k => {
        if (k === 0) await page.mouse.move(...place(0.3, 0.5))
        await andWait(page, () => page.mouse.wheel(0, k % 30 < 15 ? -80 : 80))
      })
      for (let k = 0; k < 6; k++) await page.mouse.wheel(0, -80)
      await page.mouse.down()
      const pan = await measured(page, MOVES, k =>
        andWait(page, () => page.mouse.move(...place(0.3 + 0.01 * ((k % 20) - 10), 0.5 + 0.005 * (k % 7)))),
      )
      await page.mouse.up()
      await page.getByTestId('reset-zoom').click()

      await page.getByTestId('colour-menu').click()
      await page.getByTestId('histogram').waitFor()
      const hover = await measured(page, MOVES, k =>
        andWait(page, () =>
          page.mouse.move(...place(0.2 + (0.3 * k) / MOVES, 0.2 + (0.6 * ((7 * k) % 60)) / 60)),
        ),
      )
      const palette = await measuredIn(page, 3 * PALETTES.length, k =>
        page.evaluate(pressPalette, PALETTES[k % PALETTES.length]),
      )
      await page.keyboard.press('Escape')
      const choose = async k => {
        await page.getByTestId('output-select').click()
        await page.getByRole('option').first().waitFor()
        return page.evaluate(chooseOutput, k)
      }
      const outputs = [1, 2, 3]
      // The select opens below the one on show, which is the first.
      const output = await measuredIn(page, outputs.length, k => choose(outputs[k]))
      const outputAgain = await measuredIn(page, SWITCHES, k => choose(1 + (k % 3)))
      return { hover, zoom, pan, palette, output, outputAgain }
    }),
  )

/** Positions in the window from fractions of the map, from the left and from the top. */
async function placesOf(page) {
  const stage = page.getByTestId('map')
  const { x, y } = await stage.boundingBox()
  const { left, top, width, height } = JSON.parse(await stage.getAttribute('data-plot'))
  return (fx, fy) => [x + left + fx * width, y + top + fy * height]
}

/** Waits that the page notes by itself. */
async function measured(page, count, act) {
  await takeWaits(page)
  const { cpuMs, longestTaskMs } = await withTrace(page, async () => {
    for (let k = 0; k < count; k++) await act(k)
  })
  return {
    ...summary(await takeWaits(page)),
    cpuMs: round(cpuMs / count),
    longestTaskMs: round(longestTaskMs),
  }
}

/** Waits that each act tells. */
async function measuredIn(page, count, act) {
  const { result, cpuMs, longestTaskMs } = await withTrace(page, async () => {
    const waits = []
    for (let k = 0; k < count; k++) waits.push(await act(k))
    return waits
  })
  return { ...summary(result), cpuMs: round(cpuMs / count), longestTaskMs: round(longestTaskMs) }
}

/** In the page: from the press on a palette to the end of the frame that shows it. */
function pressPalette(name) {
  const begun = performance.now()
  document.querySelector(`[data-testid=palette-${name}]`).click()
  return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))))
}

/** In the page: from the choice of the k-th output to the end of the frame that shows it. */
async function chooseOutput(k) {
  const pixels = document.querySelector('[data-testid=map-pixels]')
  const option = document.querySelectorAll('[role=option]')[k]
  const begun = performance.now()
  const shown = new Promise(done =>
    new MutationObserver((_, observer) => {
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)))
    }).observe(pixels, { attributeFilter: ['data-shows'] }),
  )
  for (const type of ['pointerdown', 'pointerup'])
    option.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'mouse', button: 0 }))
  return shown
}
