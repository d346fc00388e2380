import { join } from 'node:path'

/** A session beside another one of other conditions. */
export async function compare({ page, home, by, finish, hold, choose, menu, shootCentre }) {
  await finish(60, 60)
  const other = join(home, 'at 500 K.isobar')
  await menu('save-as')
  await by('file-path').fill(other)
  await by('file-confirm').click()
  await by('notice-info').first().waitFor()
  await by('setting-T').fill('520')
  await by('setting-T').press('Tab')
  await finish(60, 60)
  await by('tool-compare').click()
  await choose('compare-source', 'other')
  await by('compare-path').fill(other)
  await by('compare-load').click()
  await by('compare-how-ratio').click()
  await by('compare').waitFor()
  await by('notice-info').first().waitFor({ state: 'detached' })
  await hold(0.12, 0.8)
  await page.locator('[data-testid=compare-value]').filter({ hasText: /\d/ }).waitFor()
  await shootCentre('compare')
}
