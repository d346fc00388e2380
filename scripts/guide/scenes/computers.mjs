import { startMap } from '../../browser-session.mjs'

/** Of the helper, when it has done its part: enough points that both computers have a rate. */
const ENOUGH_POINTS = 300

/** Two Isobars on this computer, each with its own page, are paired and compute one map. */
export async function computers(owner, _, helper) {
  await helper.by('lan-menu').click()
  await helper.by('lan-tab-share').click()
  await helper.by('share-enabled').click()
  const address = await helper.by('self-addresses').getByText(/:\d+$/).textContent()
  await owner.by('lan-menu').click()
  await owner.by('lan-address').fill(address)
  await owner.shoot('add-computer', owner.by('lan-dialog'))
  await owner.by('lan-address-add').click()
  for (const { by } of [owner, helper]) await by('pairing-code').waitFor()
  await owner.shoot('pairing-here', owner.by('pairing-dialog'))
  await helper.shoot('pairing-there', helper.by('pairing-dialog'))
  for (const { by } of [helper, owner]) await by('pairing-same').click()
  await owner.page.locator('[data-testid=lan-peer][data-state=in-use]').waitFor()
  await owner.escape()

  await owner.by('tab-farm').click()
  await owner.choose('model-select', 'co-oxidation-volcano')
  await owner.page.waitForFunction(() => document.querySelector('[data-testid=axis-x-count]')?.value === '15')
  await startMap(owner.page, 60, 60)
  await owner.page.waitForFunction(
    enough =>
      Number(document.querySelector('[data-machine="Lab workstation"]')?.dataset.points ?? 0) >= enough,
    ENOUGH_POINTS,
  )
  await helper.shoot('sharing', helper.by('lan-dialog'))
  await owner.shootBoth('two-computers')
  await owner.by('lan-menu').click()
  await owner.by('lan-tab-doctor').click()
  await owner.by('doctor-run').click()
  await owner.by('doctor-verdict').waitFor()
  await owner.shoot('doctor', owner.by('lan-dialog'))
}
