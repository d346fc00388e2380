import { join } from 'node:path'
import { startMap, whenFinished } from '../browser-session.mjs'
import { keepPicture } from './picture.mjs'

/** Room around a part that is shown by itself [CSS px]. */
const MARGIN = 12

/** What people see in place of the home folder, which is another one each time. */
const SHOWN_HOME = '/home/ada'

/**
 * The interface in one language and what a scene does with it; pictures go to `folder`.
 *
 * @param home home of this Isobar, whose sessions lie in `Isobar`
 * @param inDark whether pictures of the whole window are also taken in dark
 */
export function createStage(page, { home, folder, inDark, report }) {
  const by = id => page.getByTestId(id)

  async function choose(id, value) {
    await by(id).click()
    await page.locator(`[data-testid="${id}-option"][data-value="${value}"]`).click()
  }

  /** The pointer over a place of the map, as shares of its width and height from the lower left. */
  async function hover(fx, fy) {
    const { left, top, width, height } = JSON.parse(await by('map').getAttribute('data-plot'))
    const box = await by('map').boundingBox()
    await page.mouse.move(box.x + left + fx * width, box.y + top + (1 - fy) * height)
  }

  /** Holds a point, and lets go of the one held before: a click on that would only release it. */
  async function hold(fx, fy) {
    if (await by('release-point').isVisible()) await by('release-point').click()
    await hover(fx, fy)
    await page.mouse.down()
    await page.mouse.up()
    await by('release-point').waitFor()
  }

  /** What is fetched and drawn in the next frames is there, and no path of this computer in sight. */
  async function settle() {
    await page.evaluate(hidePath, [home, SHOWN_HOME])
    await page.evaluate(() => document.fonts.ready)
    for (let k = 0; k < 3; k++) await page.evaluate(() => new Promise(done => requestAnimationFrame(done)))
  }

  /** Takes the window, or the parts named, of which each must be in sight, with some room around them. */
  async function shoot(name, ...parts) {
    await take(name, parts.length > 0 ? () => around(parts) : undefined)
  }

  /** Takes the view in the middle of the window. */
  const shootCentre = name =>
    take(name, () => page.locator('[role=tabpanel][data-state=active]').first().boundingBox())

  async function take(name, area) {
    await settle()
    const clip = await area?.()
    const screenshot = await page.screenshot({ ...(clip && { clip }), caret: 'hide' })
    report(name, await keepPicture(join(folder, `${name}.png`), screenshot))
  }

  async function around(parts) {
    const boxes = []
    for (const part of parts) {
      await part.waitFor()
      boxes.push(await part.boundingBox())
    }
    const { width, height } = page.viewportSize()
    const left = Math.max(0, Math.min(...boxes.map(box => box.x)) - MARGIN)
    const top = Math.max(0, Math.min(...boxes.map(box => box.y)) - MARGIN)
    const right = Math.min(width, Math.max(...boxes.map(box => box.x + box.width)) + MARGIN)
    const bottom = Math.min(height, Math.max(...boxes.map(box => box.y + box.height)) + MARGIN)
    return { x: left, y: top, width: right - left, height: bottom - top }
  }

  async function theme(colorScheme) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
  }

  /** The window once more in dark, as NAME-dark, where such pictures are shown. */
  async function shootBoth(name, ...parts) {
    await shoot(name, ...parts)
    if (!inDark) return
    await theme('dark')
    await shoot(`${name}-dark`, ...parts)
    await theme('light')
  }

  /** Computes a new map; that it is on show is told by its file, for the former one may be of the same size. */
  async function finish(nx, ny) {
    const file = () => document.querySelector('[data-testid=session-file]')?.textContent ?? ''
    const former = await page.evaluate(file)
    await startMap(page, nx, ny)
    await page.waitForFunction(
      former => document.querySelector('[data-testid=session-file]')?.textContent !== former,
      former,
    )
    await whenFinished(page, 120_000)
  }

  /** Opens a session by its path, as in the dialog of browser mode. */
  async function open(path, cells) {
    await by('session-menu').click()
    await by('menu-open').click()
    await by('file-path').fill(path)
    await by('file-confirm').click()
    await page.locator(`[data-testid=map][data-cells="${cells}"]`).waitFor()
  }

  return {
    page,
    home,
    by,
    choose,
    hover,
    hold,
    shoot,
    shootBoth,
    shootCentre,
    theme,
    finish,
    open,
    menu: async item => {
      await by('session-menu').click()
      await by(`menu-${item}`).click()
    },
    popup: () => page.locator('[data-reka-popper-content-wrapper]').last(),
    escape: () => page.keyboard.press('Escape'),
  }
}

function hidePath([path, shown]) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.nodeValue.includes(path)) node.nodeValue = node.nodeValue.replaceAll(path, shown)
  }
  for (const input of document.querySelectorAll('input')) input.value = input.value.replaceAll(path, shown)
}
