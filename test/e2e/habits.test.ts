/**
 * Language, keyboard and settings, as a person has them on every host. Test ids on top of those in ui.test.ts:
 *
 * header     language-{system,en,zh}, open-palette, open-settings, open-shortcuts, skip-map, skip-setup
 * palette    palette, palette-filter, options by [data-id=ID]
 * shortcuts  shortcuts, rows by [data-action=ID]
 * settings   settings, set-language-{system,en,zh}, set-theme-{system,light,dark}, set-digits-N, set-palette,
 *            set-workers, set-folder, set-restore, set-hints
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { hosts, type RunningHost } from '../support/hosts.js'
import { uiPage, type UiPage } from './ui-page.js'

let home: string
let running: RunningHost | undefined
let complaints: string[]

beforeAll(builtCli)
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-habits-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

describe.each(hosts())('in the $name host, a person', ({ launch }) => {
  async function open(): Promise<UiPage> {
    running = await launch({ home })
    complaints = []
    running.page.on('pageerror', error => complaints.push(error.message))
    running.page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    const ui = uiPage(running)
    await ui.ready()
    return ui
  }
  const focused = (ui: UiPage): Promise<string | null | undefined> =>
    ui.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))

  it('changes the language in the middle of a run and loses nothing, also not after a reload', async () => {
    const ui = await open()
    await ui.by('axis-x-from').fill('0.001')
    await ui.start(8, 8)
    await ui.by('theme-menu').click()
    await ui.by('language-zh').click()
    await ui.page.locator('html[lang=zh-CN]').waitFor()
    await ui.reach('finished')
    expect(await ui.by('phase').textContent()).toBe('已完成')
    expect(await ui.by('start').textContent()).toContain('计算新图')
    expect(await ui.by('axis-x-from').inputValue()).toBe('0.001')
    expect(await ui.count('solved')).toBe(64)
    // What remains of English are names of species, parameters and models, units, and texts of the model.
    await ui.by('axis-y-from').fill('1,5')
    await ui.page.getByText('小数点请用“.”').first().waitFor()
    await ui.page.reload()
    await ui.reach('finished')
    expect(await ui.by('phase').textContent()).toBe('已完成')
    if (running?.desktop) {
      await ui.by('axis-y-from').fill('1')
      await running.desktop.clickMenu('帮助(H)', '键盘快捷键')
      await ui.by('shortcuts').waitFor()
    }
    expect(complaints).toEqual([])
  })

  it('does a whole map without a pointer: palette, start, outputs, cross-hair, shortcuts', async () => {
    const ui = await open()
    const { page } = ui
    await ui.setGrid(6, 6)
    await ui.ready()
    await page.keyboard.press('Control+Enter')
    await ui.reach('finished')

    await page.keyboard.press('Control+k')
    await ui.by('palette-filter').waitFor()
    await expect.poll(() => focused(ui)).toBe('palette-filter')
    await page.keyboard.type('θ(CO')
    await page.keyboard.press('Enter')
    await ui.by('palette').waitFor({ state: 'detached' })
    await expect.poll(() => ui.by('output-select').textContent()).toContain('θ(CO')

    await page.keyboard.press('Control+k')
    await ui.by('palette-filter').waitFor()
    await page.keyboard.type('goto map')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(ui)).toBe('map')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await ui.readout(3 * 6 + 4)

    await page.keyboard.press('?')
    await ui.by('shortcuts').waitFor()
    expect(await page.locator('[data-action="run.start"] kbd').textContent()).toMatch(/Enter|↩/)
    await page.keyboard.press('Escape')
    await ui.by('shortcuts').waitFor({ state: 'detached' })
    await expect.poll(() => focused(ui)).toBe('map')
    await page.keyboard.press('F6')
    expect(await focused(ui)).not.toBe('map')
    expect(complaints).toEqual([])
  })

  it('sets how the window behaves, at once and for good', async () => {
    const ui = await open()
    await ui.start(5, 5)
    await ui.reach('finished')
    await ui.page.keyboard.press('Control+,')
    await ui.by('settings').waitFor()
    await ui.by('set-theme-dark').click()
    await ui.page.locator('html[data-theme=dark]').waitFor()
    await ui.by('set-digits-3').click()
    await ui.choose('set-palette', 'cividis')
    await ui.by('set-workers').fill('2')
    await ui.by('set-workers').press('Tab')
    await ui.by('set-restore').click()
    expect(await ui.by('set-folder').textContent()).toContain('Isobar')
    await ui.page.keyboard.press('Escape')
    await ui.by('settings').waitFor({ state: 'detached' })
    expect(await ui.by('workers').inputValue()).toBe('2')
    await ui.hover(0.25, 0.75)
    await ui.readout(3 * 5 + 1)
    const shown = await ui.page.locator('[data-output="tof(CO2)"]').textContent()
    expect(shown?.replace(/×.*/, '').replace(/\D/g, '').length).toBeLessThanOrEqual(3)
    await ui.page.reload()
    await ui.reach('finished')
    expect(await ui.page.evaluate(() => ({ ...localStorage }))).toMatchObject({
      'isobar.theme': 'dark',
      'isobar.digits': '3',
      'isobar.palette': 'cividis',
      'isobar.workers': '2',
      'isobar.restore': 'false',
    })
    expect(complaints).toEqual([])
  })
})
