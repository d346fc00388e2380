/** Keys, commands and settings. */
export async function habits({ page, by, shoot, finish, escape }) {
  await finish(100, 100)
  await page.keyboard.press('?')
  await shoot('shortcuts', by('shortcuts'))
  await escape()
  await page.keyboard.press('Control+k')
  await by('palette-filter').waitFor()
  await shoot('palette', by('palette'))
  await escape()
  await page.keyboard.press('Control+,')
  await shoot('settings', by('settings'))
}
