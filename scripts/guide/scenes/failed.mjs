import { join } from 'node:path'

/** Points without a result: how they look, why they failed, and how to ask again. */
export async function failed(stage) {
  const { page, home, by, shoot, shootCentre, open, hold, popup, escape } = stage
  await open(join(home, 'Isobar/ruthenium-oxide.isobar'), '47x47')
  await by('legend-failed').waitFor()
  await shootCentre('patterns')
  await hold(0.06, 0.6)
  await page.locator('[data-testid=readout-status][data-status="102"]').waitFor()
  await shoot('failed-point')
  await by('rerun-menu').click()
  await by('rerun-begin').waitFor()
  await shoot('rerun', popup(), by('rerun-menu'))
  await escape()
  await limitCycle(stage)
}

/** A transient that does not come to rest. */
async function limitCycle({ page, home, by, shoot, open, hold }) {
  await open(join(home, 'Isobar/oscillations.isobar'), '3x3')
  await hold(0.5, 0.5)
  await by('inspect-point').click()
  await page.locator('[data-testid=transient][data-ended=periodic]').waitFor()
  const card = page.locator('section.card').filter({ has: by('transient') })
  await card.scrollIntoViewIfNeeded()
  await shoot('limit-cycle', card)
}
