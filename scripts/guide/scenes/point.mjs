/** One point of the map under the lens. */
export async function point({ page, by, shoot, finish, hold }) {
  await finish(100, 100)
  await hold(0.1, 0.7)
  await by('inspect-point').click()
  await page.locator('[data-testid=transient][data-ended=steady]').waitFor()
  await by('inspector').waitFor()
  await by('keep-check').click()
  await by('check').waitFor()
  await shoot('inspector')
  const card = testid =>
    page
      .locator('section.card')
      .filter({ has: by(testid) })
      .first()
  for (const [name, testid] of [
    ['certificate', 'certificate-words'],
    ['rate-control', 'control-gas'],
    ['transient', 'transient'],
    ['checks', 'check'],
  ]) {
    await card(testid).scrollIntoViewIfNeeded()
    await shoot(name, card(testid))
  }
}
