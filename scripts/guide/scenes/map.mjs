import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const MEASURED = join(import.meta.dirname, '../data/measured.csv')

/** What can be seen on and around one map. */
export async function map(stage) {
  const { page, by, shoot, shootCentre, finish, hold, hover, choose, popup, escape } = stage
  await finish(120, 120)
  await by('colour-menu').click()
  await by('histogram').waitFor()
  await shoot('colours', popup())
  await escape()

  await smooth(stage)
  await by('layers-menu').click()
  await by('contours').click()
  const buffer = await readFile(MEASURED)
  await by('measured-file').setInputFiles({ name: 'measured.csv', mimeType: 'text/csv', buffer })
  await page.locator('[data-testid=map-overlay][data-measured="6"]').waitFor()
  await shoot('layers', by('map'), popup())
  await escape()
  await hover(0.526, 0.474)
  await by('measured-note').waitFor()
  await shootCentre('contours')

  await choose('model-select', 'co-oxidation-pt100')
  await page.waitForFunction(() => document.querySelector('[data-testid=axis-x-count]')?.value === '10')
  await finish(120, 120)
  await by('tool-cuts').click()
  await hold(0.25, 0.75)
  await by('cut-outputs').click()
  await by('cut-all').click()
  await shootCentre('cuts')

  for (const [fx, fy] of [
    [0.25, 0.75],
    [0.7, 0.4],
    [0.12, 0.9],
  ]) {
    await hold(fx, fy)
    await by('map').focus()
    await page.keyboard.press('p')
  }
  await by('drawer-pins').click()
  await by('pin').nth(2).waitFor()
  await shootCentre('pins')
  await by('drawer-close').click()

  await by('tool-multiples').click()
  await by('small-map').nth(1).waitFor()
  await shootCentre('small-maps')
  await by('tool-multiples').click()

  await by('scrub-T').click()
  await by('scrub-slider').press('PageDown')
  await page.locator('[data-testid=scrub][data-done="14400"]').waitFor()
  await shoot('what-if')
}

/** A map without a jump, on which contours can be followed. */
async function smooth({ page, choose, finish }) {
  await choose('model-select', 'co-oxidation-tst-450K')
  await page.waitForFunction(() => document.querySelector('[data-testid=axis-x-count]')?.value === '20')
  await finish(60, 60)
}
