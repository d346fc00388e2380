import { startMap, whenFinished } from '../../browser-session.mjs'

/** A scaling study (of a made-up computer, so that it is the same each time), and the account of one sweep. */
export async function speedUp({ page, by, shoot, shootBoth }) {
  await by('view-scaling').click()
  await by('scaling-levels').waitFor()
  await shootBoth('speed-up')
  await by('view-map').click()
  await by('workers').fill('4')
  await by('workers').press('Tab')
  await startMap(page, 300, 300)
  await whenFinished(page)
  await by('view-farm').click()
  await by('timeline').waitFor()
  await page.setViewportSize({ width: 1360, height: 720 })
  await shoot('farm')
  await by('view-scaling').click()
  await by('what-if').waitFor()
  await by('what-if-add').click()
  await by('what-if-answer').scrollIntoViewIfNeeded()
  await shoot('what-if-workers', by('what-if'))
}
