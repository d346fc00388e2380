import { whenFinished } from '../../browser-session.mjs'

/** From the first start to a picture. */
export async function first({ page, by, shoot, shootBoth, finish, hold }) {
  await by('start-none').waitFor()
  await shoot('start-page')
  await by('run-sample-co-oxidation-pt100').click()
  await whenFinished(page)
  await hold(0.25, 0.75)
  await shoot('first-map')
  await finish(300, 300)
  await hold(0.18, 0.8)
  await shootBoth('map')
  await shoot('set-up', page.locator('form:has([data-testid=start])'))
}
