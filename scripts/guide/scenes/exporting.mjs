/** Figure, words and data of a map. */
export async function exporting({ page, by, shoot, finish, menu }) {
  await finish(100, 100)
  await menu('export')
  await by('export-preview').waitFor()
  await page.waitForFunction(() =>
    document.querySelector('[data-testid=export-preview]')?.getAttribute('src'),
  )
  const dialog = by('export-dialog')
  await shoot('export-figure', dialog)
  await by('export-tab-words').click()
  await page.waitForFunction(() => document.querySelector('[data-testid=export-methods]')?.value)
  await shoot('export-words', dialog)
  await by('export-tab-data').click()
  await by('export-data').waitFor()
  await shoot('export-data', dialog)
}
