/**
 * Makes the pictures of other computers for docs/images from the built app: two Isobars on this computer, each
 * with its own page, are paired and compute one map. Run `npm run build` first. Another folder may be named.
 */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startMap, withInterface } from './browser-session.mjs'

const IMAGES = resolve(process.argv[2] ?? resolve(import.meta.dirname, '../docs/images'))
const options = {
  viewport: { width: 1280, height: 800 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  deviceScaleFactor: 1.25,
}
/** Of the helper, when it has done its part: enough points that both machines have a rate. */
const ENOUGH_POINTS = 300

const picture = name => join(IMAGES, `${name}.png`)

await mkdir(IMAGES, { recursive: true })
await withInterface(
  options,
  owner => withInterface(options, helper => take(owner, helper), { ISOBAR_NAME: 'Lab workstation' }),
  { ISOBAR_NAME: 'Desk' },
)

async function take(owner, helper) {
  await compare(owner, await shared(helper))
  await helper.getByTestId('pairing-code').waitFor()
  await owner.screenshot({ path: picture('lan-pairing-owner') })
  await helper.screenshot({ path: picture('lan-pairing-helper') })
  for (const page of [helper, owner]) await page.getByTestId('pairing-same').click()
  await owner.locator('[data-testid=lan-peer][data-state=in-use]').waitFor()

  await owner.keyboard.press('Escape')
  await owner.getByTestId('tab-farm').click()
  await owner.getByTestId('model-select').click()
  await owner.locator('[data-testid=model-select-option][data-value=co-oxidation-volcano]').click()
  await owner.waitForFunction(() => document.querySelector('[data-testid=axis-x-count]')?.value === '15')
  await startMap(owner, 60, 60)
  await owner.waitForFunction(
    enough =>
      Number(document.querySelector('[data-machine="Lab workstation"]')?.dataset.points ?? 0) >= enough,
    ENOUGH_POINTS,
  )
  await helper.screenshot({ path: picture('lan-sharing') })
  for (const scheme of ['light', 'dark']) {
    await toTheme(owner, scheme)
    await owner.screenshot({ path: picture(`lan-farm-${scheme}`) })
  }
}

/** Lets others use the computer; answers its address. */
async function shared(page) {
  await page.getByTestId('lan-menu').click()
  await page.getByTestId('lan-tab-share').click()
  await page.getByTestId('share-enabled').click()
  const address = page.getByTestId('self-addresses').getByText(/:\d+$/)
  return address.textContent()
}

/** Asks for a pairing, until the code to compare is shown. */
async function compare(page, address) {
  await page.getByTestId('lan-menu').click()
  await page.getByTestId('lan-address').fill(address)
  await page.getByTestId('lan-address-add').click()
  await page.getByTestId('pairing-code').waitFor()
}

async function toTheme(page, colorScheme) {
  await page.emulateMedia({ colorScheme })
  await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
}
