/**
 * Points one by one, on every host: inspecting, computing again, keeping as checks. Driven by these test ids:
 *
 * map        area (data-area), area-rerun, area-clear
 * run bar    rerun-menu, rerun-{failed,uncertified,area,point,all}, rerun-{rtol,atol,maxSteps,budget}, rerun-begin,
 *            rerun-problem
 * read-out   inspect-point
 * inspector  view-point, inspector (data-point, data-status), inspector-place, inspector-status, inspector-rerun,
 *            keep-check, copy-values, copy-json, evidence-ID (data-holds), [data-key=NAME] (data-value), control-gas,
 *            coverage-scale-{linear,log}, transient (data-samples, data-ended), transient-what-{coverages,rates},
 *            transient-scale-{linear,log}, check (data-verdict), verify-checks, remove-check, checks-summary
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
  home = await mkdtemp(join(tmpdir(), 'isobar-points-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

describe.each(hosts())('in the $name host, a person', ({ launch }) => {
  async function openMap(): Promise<UiPage> {
    running = await launch({ home })
    complaints = []
    running.page.on('pageerror', error => complaints.push(error.message))
    running.page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    const ui = uiPage(running)
    await ui.ready()
    await ui.start(10, 10)
    await ui.reach('finished')
    return ui
  }

  const inspected = (ui: UiPage, point: number) =>
    ui.page.locator(`[data-testid=inspector][data-point="${point}"]`).waitFor()
  const valueOf = async (ui: UiPage, key: string): Promise<number> =>
    Number(await ui.page.locator(`[data-key="${key}"]`).getAttribute('data-value'))

  it('inspects the best point of the map, moves on by keyboard, and keeps it as a check', async () => {
    const ui = await openMap()
    await ui.hover(0.25, 0.75)
    await ui.readout(72)
    await ui.page.mouse.down()
    await ui.page.mouse.up()
    await ui.by('map').focus()
    await ui.page.keyboard.press('Enter')
    await inspected(ui, 72)
    expect(await ui.by('inspector-status').textContent()).toBe('certified')
    expect(await ui.by('evidence-error_bound').getAttribute('data-holds')).toBe('true')
    expect(await valueOf(ui, 'tof(CO2)')).toBeCloseTo(7_772_746.92, 1)
    // Active branch: TOF = (k1 pCO)² / (2 k2 pO2).
    expect(await valueOf(ui, 'order(CO2, CO)')).toBeCloseTo(2, 5)
    expect(await valueOf(ui, 'order(CO2, O2)')).toBeCloseTo(-1, 5)
    expect(await valueOf(ui, 'drc(CO2, CO adsorption)')).toBeCloseTo(2, 5)
    await ui.page.locator('[data-testid=transient][data-ended=steady]').waitFor()
    expect(Number(await ui.by('transient').getAttribute('data-samples'))).toBeGreaterThan(50)
    await expect
      .poll(() => ui.page.locator('[data-testid=transient] path[stroke-width="1.75"]').count())
      .toBe(3)

    await ui.by('keep-check').click()
    await ui.page.locator('[data-testid=check][data-verdict=passed]').waitFor()

    await ui.by('inspector-place').click()
    await ui.page.keyboard.press('ArrowRight')
    await inspected(ui, 73)
    await ui.page.keyboard.press('Escape')
    await ui.by('map').waitFor()
    expect(complaints).toEqual([])
  })

  it('marks a rectangle and computes it again, and loses nothing when that fails', async () => {
    const ui = await openMap()
    await ui.page.keyboard.down('Shift')
    await ui.hover(0.25, 0.75)
    await ui.page.mouse.down()
    await ui.hover(0.45, 0.55)
    await ui.page.mouse.up()
    await ui.page.keyboard.up('Shift')
    expect(await ui.by('area').getAttribute('data-area')).toBe('{"x0":2,"x1":4,"y0":5,"y1":7}')

    await ui.by('area-rerun').click()
    expect(await ui.by('rerun-begin').textContent()).toContain('9 points')
    await ui.by('rerun-maxSteps').fill('10')
    await ui.by('rerun-begin').click()
    await ui.by('notice-info').getByText('keep theirs').waitFor()
    await ui.reach('finished')
    // The counts follow the restored results with the next push.
    await expect.poll(async () => [await ui.count('solved'), await ui.count('failed')]).toEqual([100, 0])

    await ui.by('rerun-menu').click()
    await ui.by('rerun-rtol').fill('1e-6')
    await ui.by('rerun-maxSteps').fill('')
    await ui.by('rerun-begin').click()
    await ui.by('notice-info').getByText('9 points have new results').waitFor()

    await ui.by('map').focus()
    await ui.page.keyboard.press('Escape')
    await ui.by('area').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})
