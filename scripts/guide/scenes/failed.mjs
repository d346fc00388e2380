import { join } from 'node:path'

/** Points without a steady state: how they look, why they failed, and how to ask again. */
export async function failed({ page, home, by, shoot, open, hold, shootCentre, popup, escape }) {
  await open(join(home, 'Isobar/vacancy-model.isobar'), '21x21')
  await by('legend-failed').waitFor()
  await shootCentre('patterns')
  await hold(0.7, 0.52)
  await page.locator('[data-testid=readout-status][data-status="101"]').waitFor()
  await by('inspect-point').click()
  await page.locator('[data-testid=transient][data-ended]').waitFor()
  await shoot('failed-point')
  await by('view-map').click()
  await by('rerun-menu').click()
  await by('rerun-begin').waitFor()
  await shoot('rerun', popup(), by('rerun-menu'))
  await escape()
}
