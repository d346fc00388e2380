/** The model as text, as a table and as a profile of energies. */
export async function model({ page, by, shootCentre }) {
  await by('view-model').click()
  await by('model-text').waitFor()
  await by('model-text').click()
  const { keyboard } = page
  await keyboard.press('ControlOrMeta+Home')
  await keyboard.press('ControlOrMeta+f')
  await keyboard.type('pressure: pO2')
  await keyboard.press('Enter')
  await keyboard.press('Escape')
  await keyboard.type('pressure: pO22')
  await keyboard.press('Escape')
  await by('model-finding').waitFor()
  await shootCentre('editor')
  await by('model-fix').click()
  await page.locator('[data-testid=model-state][data-state=in-use]').waitFor({ state: 'attached' })
  await by('model-part-parameters').click()
  await by('parameter-search').waitFor()
  await shootCentre('parameters')
  await by('model-part-energies').click()
  await by('energy-diagram').waitFor()
  await shootCentre('energy-profile')
}
