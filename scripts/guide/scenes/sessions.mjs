/** The list of sessions, what can be done with one, and a finer copy of it. */
export async function sessions({ page, by, shoot, finish, menu, choose, popup, escape }) {
  await finish(60, 60)
  await by('refine').click()
  await by('refine-confirm').waitFor()
  await shoot('refine', popup(), by('refine'))
  await escape()
  await choose('model-select', 'co-oxidation-volcano')
  await page.waitForFunction(() => document.querySelector('[data-testid=axis-x-count]')?.value === '15')
  await finish(30, 30)
  await menu('new')
  await by('start-session').nth(2).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=start-sessions] img').length === 3)
  await by('start-session-menu').first().click()
  await by('start-delete').waitFor()
  await shoot('sessions')
}
