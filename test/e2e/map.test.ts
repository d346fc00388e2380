/**
 * What stands on and around the map, on every host. Test ids besides those of ui.test.ts:
 *
 * layers     layers-menu, contours, contour-labels, contour-count-{4,8,12,20}, contour-values,
 *            map-axis-{x,y}-{linear,log}, measured-{file,open,remove,said,problems},
 *            map-overlay (data-lines, data-measured), measured-note
 * colours    histogram, palette-{dune,tide}, palette-reversed, colour-tail-PERCENT
 * around     tool-{compare,multiples,cuts,pins}, map-drawer, drawer-{cuts,pins,close}
 * cuts       line-cuts, cut-outputs, cut-all, cut-{x,y} (data-series), cut-{copy,save}-{x,y}
 * pins       pin-add, pin-table, pin, pin-name, pin-remove, [data-pin-output=NAME]
 * compare    compare-pane, compare-{source,output}, compare-how-{second,difference,ratio}, compare,
 *            compare-value, compare-form, compare-path, compare-load, compare-file, compare-changes,
 *            differences, compare-note
 * small maps small-maps, small-group, small-shared, small-map (data-output-name)
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
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
  home = await mkdtemp(join(tmpdir(), 'isobar-map-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

describe.each(hosts())('around the map in the $name host, a person', ({ launch }) => {
  async function open(nx: number, ny: number): Promise<UiPage> {
    running = await launch({ home })
    complaints = []
    running.page.on('pageerror', error => complaints.push(error.message))
    running.page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    const ui = uiPage(running)
    await ui.ready()
    await ui.start(nx, ny)
    await ui.reach('finished')
    return ui
  }

  const hold = async (ui: UiPage, fx: number, fy: number): Promise<void> => {
    await ui.hover(fx, fy)
    await ui.page.mouse.down()
    await ui.page.mouse.up()
  }

  const lines = async (ui: UiPage): Promise<number> =>
    Number(await ui.by('map-overlay').first().getAttribute('data-lines'))

  it('sees contour lines at values of choice, and measured points beside computed ones', async () => {
    const ui = await open(30, 30)
    await ui.by('layers-menu').click()
    await ui.by('contours').click()
    await expect.poll(() => lines(ui)).toBeGreaterThan(2)
    const automatic = await lines(ui)
    await ui.by('contour-values').fill('1e6')
    await expect.poll(() => lines(ui)).toBeLessThan(automatic)
    expect(await lines(ui)).toBeGreaterThan(0)

    const csv = (text: string) => ({ name: 'lab.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await ui.by('measured-file').setInputFiles(csv('pCO (atm),pO2 (atm),TOF (1/s)\n0.1,0.4,oops\n'))
    await expect.poll(() => ui.by('measured-problems').textContent()).toContain('Line 2: TOF: "oops"')
    await ui
      .by('measured-file')
      .setInputFiles(csv('sample,pCO (kPa),pO2 (kPa),TOF (1/s)\nPt-1,25.33,25.33,3\n'))
    await expect.poll(() => ui.by('map-overlay').getAttribute('data-measured')).toBe('1')
    await ui.page.keyboard.press('Escape')
    await ui.hover(0.5, 0.5)
    await expect.poll(() => ui.by('measured-note').textContent()).toMatch(/Pt-1: measured 3.s⁻¹, computed/)
    expect(complaints).toEqual([])
  })

  it('cuts through the map, pins points, and finds the pins after a reload', async () => {
    const ui = await open(20, 20)
    await ui.by('tool-cuts').click()
    await hold(ui, 0.25, 0.75)
    await ui.by('cut-outputs').click()
    await ui.by('cut-all').click()
    await expect.poll(() => ui.by('cut-x').getAttribute('data-series')).toBe('3')
    const download = ui.page.waitForEvent('download')
    await ui.by('cut-save-x').click()
    const rows = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
    expect(rows).toHaveLength(21)
    expect(rows[0]).toMatch(/^pCO \(atm\),pO2 \(atm\),tof\(CO2\) \(s-1\),/)

    await ui.by('map').focus()
    await ui.page.keyboard.press('p')
    await ui.by('drawer-pins').click()
    await ui.by('pin-name').fill('active')
    await ui.by('pin-name').press('Tab')
    const value = await ui.page.locator('[data-pin-output="tof(CO2)"]').textContent()
    expect(value).toMatch(/×10⁶/)
    await ui.page.reload()
    await ui.reach('finished')
    await ui.by('tool-pins').click()
    expect(await ui.by('pin-name').inputValue()).toBe('active')
    await expect.poll(() => ui.page.locator('[data-pin-output="tof(CO2)"]').textContent()).toBe(value)
    await ui.by('pin-remove').click()
    expect(await ui.by('pin').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('compares with another output and another session, and reads what was changed', async () => {
    const ui = await open(12, 10)
    await ui.menuWithPath('save-as', join(home, 'before.isobar'))
    await ui.by('setting-T').fill('520')
    await ui.by('setting-T').press('Tab')
    await ui.start(24, 20)
    await ui.reach('finished')

    await ui.by('tool-compare').click()
    await ui.by('compare-how-ratio').click()
    await ui.by('compare').waitFor()
    await hold(ui, 0.25, 0.75)
    await expect.poll(() => ui.by('compare-value').textContent()).toMatch(/^\s*[−0-9.]/)

    await ui.choose('compare-source', 'other')
    await ui.by('compare-path').fill(join(home, 'before.isobar'))
    await ui.by('compare-load').click()
    await expect.poll(() => ui.by('compare-note').textContent()).toContain('12 × 10')
    await ui.by('compare-changes').click()
    const said = await ui.by('differences').textContent()
    expect(said).toMatch(/T\s*520.K\s*500.K/)
    await ui.page.keyboard.press('Escape')
    expect(complaints).toEqual([])
  })

  it('picks an output among small maps, in other colours and on other axes', async () => {
    const ui = await open(16, 16)
    await ui.by('tool-multiples').click()
    await expect.poll(() => ui.by('small-map').count()).toBe(3)
    await ui.page.locator('[data-output-name="coverage(O*)"]').click()
    await expect.poll(() => ui.by('output-select').textContent()).toContain('θ(O*)')
    await ui.by('colour-menu').click()
    await ui.by('histogram').waitFor()
    await ui.by('palette-dune').click()
    await ui.by('palette-reversed').click()
    await ui.by('colour-tail-10').click()
    await ui.page.keyboard.press('Escape')
    await ui.by('layers-menu').click()
    await ui.by('map-axis-x-log').click()
    await ui.page.keyboard.press('Escape')
    // Half-way on a logarithmic axis of these values is still in the first of their columns.
    await hold(ui, 0.5, 0.5)
    await ui.page.locator('[data-testid=readout][data-point]').waitFor()
    expect(Number(await ui.by('readout').getAttribute('data-point')) % 16).toBe(0)
    expect(complaints).toEqual([])
  })
})
