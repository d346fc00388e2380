/**
 * Every main screen read by axe-core, light and dark: nothing that keeps a person out. The page is the same on
 * every host, so one host is enough. With ISOBAR_SCREENS=folder each is saved there to be looked at.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { hosts, type RunningHost } from '../support/hosts.js'
import { uiPage, type UiPage } from './ui-page.js'

interface Finding {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}
interface Axe {
  run(page: Document, options: object): Promise<{ violations: Finding[] }>
}

const host = hosts().find(({ name }) => name === 'browser')!
const SIZE = { width: 1024, height: 640 }
let home: string
let running: RunningHost
let ui: UiPage
let axe: string

beforeAll(async () => {
  builtCli()
  home = await mkdtemp(join(tmpdir(), 'isobar-access-'))
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  running = await host.launch({ home })
  running.page.setDefaultTimeout(10_000)
  await running.page.setViewportSize(SIZE)
  // Half-faded menus and dialogs have the contrast of half-faded ones.
  await running.page.emulateMedia({ reducedMotion: 'reduce' })
  ui = uiPage(running)
  await ui.ready()
  await ui.page.evaluate(axe)
})
afterAll(async () => {
  await running.close()
  await rm(home, { recursive: true, maxRetries: 5 })
})

/** What axe holds against the page as it is, serious and critical, in either theme; all but the rule `beside`. */
async function findings(screen: string, beside?: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await ui.page.emulateMedia({ colorScheme })
    await ui.page.locator(`html[data-theme=${colorScheme}]`).waitFor()
    await ui.page.evaluate(
      () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    const folder = process.env['ISOBAR_SCREENS']
    if (folder) {
      await mkdir(folder, { recursive: true })
      await ui.page.screenshot({ path: join(folder, `${screen}-${colorScheme}.png`) })
    }
    const { violations } = await ui.page.evaluate(() =>
      (window as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'] }),
    )
    for (const { id, impact, help, nodes } of violations)
      if ((impact === 'serious' || impact === 'critical') && id !== beside)
        found.push(
          `${colorScheme} ${id}: ${help}\n${nodes.map(n => `${n.html}\n${n.failureSummary}`).join('\n')}`,
        )
  }
  return found
}

const escape = async (testid: string): Promise<void> => {
  await ui.page.keyboard.press('Escape')
  await ui.by(testid).waitFor({ state: 'detached' })
}

describe('axe finds nothing serious', () => {
  it('at the start', async () => {
    expect.soft(await findings('start')).toEqual([])
  })

  it('with a refused form and a list open', async () => {
    await ui.by('axis-x-from').fill('1,5')
    expect.soft(await findings('refused')).toEqual([])
    await ui.by('axis-x-from').fill('1e-5')
    await ui.by('axis-y-parameter').click()
    await ui.page.locator('[data-testid=axis-y-parameter-option]').first().waitFor()
    // An open list keeps the focus, so nothing of what it hides can get it; axe knows that of dialogs only.
    expect.soft(await findings('list', 'aria-hidden-focus')).toEqual([])
    await ui.page.keyboard.press('Escape')
  })

  it('while a map is computed, and paused', async () => {
    await ui.start(300, 300)
    await ui.by('pause').click()
    await ui.reach('paused')
    expect.soft(await findings('paused')).toEqual([])
    await ui.by('stop').click()
    await ui.reach('stopped')
  })

  it('on a finished map with a held point, on its colours and on its workers', async () => {
    await ui.start(10, 10)
    await ui.reach('finished')
    await ui.by('map').focus()
    await ui.page.keyboard.press('ArrowRight')
    await ui.by('readout-status').waitFor()
    expect.soft(await findings('finished')).toEqual([])
    await ui.by('colour-menu').click()
    await ui.by('palette-cividis').waitFor()
    expect.soft(await findings('colours')).toEqual([])
    await ui.page.keyboard.press('Escape')
    await ui.by('tab-farm').click()
    await ui.page.locator('[data-testid=tab-farm][data-state=active]').waitFor()
    expect.soft(await findings('workers')).toEqual([])
  })

  it('on the farm, and with a fixed value under a slider', async () => {
    await ui.start(10, 10)
    await ui.reach('finished')
    await ui.by('view-farm').click()
    await ui.by('farm-workers').waitFor()
    expect.soft(await findings('farm')).toEqual([])
    await ui.by('view-map').click()
    await ui.by('scrub-T').click()
    await ui.by('scrub-slider').press('PageUp')
    await ui.page.locator('[data-testid=scrub][data-done="100"]').waitFor()
    expect.soft(await findings('what-if')).toEqual([])
    await ui.by('scrub-back').click()
  })

  it.each([
    ['session-menu', 'menu-open'],
    ['theme-menu', 'theme-dark'],
  ])('in the menu %s', async (trigger, item) => {
    await ui.by(trigger).click()
    await ui.by(item).waitFor()
    expect.soft(await findings(trigger)).toEqual([])
    await escape(item)
  })

  it.each([
    ['Control+k', 'palette', 'palette-filter'],
    ['Control+,', 'settings', 'set-restore'],
    ['?', 'shortcuts', 'shortcuts'],
    ['Control+o', 'file-dialog', 'file-path'],
  ])('in the dialog behind %s', async (keys, dialog, content) => {
    await ui.by('map').focus()
    await ui.page.keyboard.press(keys)
    await ui.by(content).waitFor()
    expect.soft(await findings(dialog)).toEqual([])
    // The focus cannot leave the dialog, and comes back to where it was.
    for (let tabs = 0; tabs < 12; tabs++) await ui.page.keyboard.press('Tab')
    const inside = (id: string): boolean =>
      document.querySelector(`[data-testid="${id}"]`)!.contains(document.activeElement)
    expect(await ui.page.evaluate(inside, dialog)).toBe(true)
    await escape(dialog)
    await expect
      .poll(() => ui.page.evaluate(() => document.activeElement?.getAttribute('data-testid')))
      .toBe('map')
  })

  it.each(['add', 'share', 'doctor'] as const)('among the other computers at %s', async tab => {
    await ui.openComputers(tab)
    expect.soft(await findings(`computers-${tab}`)).toEqual([])
    await ui.closeComputers()
  })

  it('in Chinese, with a notice', async () => {
    await ui.by('theme-menu').click()
    await ui.by('language-zh').click()
    await ui.page.locator('html[lang=zh-CN]').waitFor()
    await ui.page.keyboard.press('Escape')
    await ui.by('map').focus()
    await ui.page.keyboard.press('Control+s')
    await ui.by('notice-info').waitFor()
    expect.soft(await findings('chinese')).toEqual([])
  })
})

describe('a person without a pointer', () => {
  it('gets past the form with the first key, and hears where the skip leads', async () => {
    await ui.page.reload()
    await ui.reach('finished')
    await ui.page.keyboard.press('Tab')
    expect(await ui.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('skip-map')
    await ui.page.keyboard.press('Enter')
    expect(await ui.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('map')
  })
})
