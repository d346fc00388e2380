/**
 * The farm at work, and what-if by a slider. Test ids: view-farm, farm-{busy,eta,took,utilisation,memory,faults},
 * timeline (data-slices, data-lanes, data-window), timeline-home, slice-tip, farm-workers (rows have data-lane,
 * -points, -slices), farm-incidents; scrub-NAME (opens the slider of a fixed value), scrub (data-shown: the value
 * of the map on show; data-done, -points), scrub-{value,status,slider,low,high,keep,back}.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { hosts, type RunningHost } from '../support/hosts.js'
import { uiPage, type UiPage } from './ui-page.js'

let home: string
let running: RunningHost | undefined

beforeAll(builtCli)
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-farm-e2e-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

describe.each(hosts())('in the $name host, a person', ({ launch }) => {
  async function open(): Promise<UiPage> {
    running = await launch({ home })
    const ui = uiPage(running)
    await ui.ready()
    return ui
  }

  const rows = (ui: UiPage): Promise<[points: number, slices: number][]> =>
    ui
      .by('farm-workers')
      .evaluate(table =>
        [...table.querySelectorAll<HTMLElement>('[data-lane]')].map(({ dataset }) => [
          Number(dataset['points']),
          Number(dataset['slices']),
        ]),
      )
  const slices = async (ui: UiPage): Promise<number> =>
    Number(await ui.by('timeline').getAttribute('data-slices'))
  const span = async (ui: UiPage): Promise<number> => {
    const [t0, t1] = (await ui.by('timeline').getAttribute('data-window'))!.split(' ').map(Number)
    return t1! - t0!
  }
  const pixels = (ui: UiPage): Promise<string> =>
    ui.by('map-pixels').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const sessions = async (): Promise<string[]> =>
    (await readdir(home, { recursive: true })).filter(name => name.endsWith('.isobar'))

  it('sees which worker computed what, and what a slice was', async () => {
    const ui = await open()
    await ui.by('workers').fill('2')
    await ui.by('workers').press('Tab')
    // Long enough for a worker that only now starts.
    await ui.start(300, 300)
    await ui.reach('finished')
    await ui.by('view-farm').click()
    await expect.poll(async () => (await rows(ui)).length).toBe(2)
    await expect.poll(async () => (await rows(ui)).reduce((sum, [points]) => sum + points, 0)).toBe(90_000)
    const all = await rows(ui)
    expect(all.every(([points]) => points > 0)).toBe(true)
    expect(all.reduce((sum, [, count]) => sum + count, 0)).toBe(await slices(ui))
    expect(await ui.by('farm-faults').textContent()).toBe('0')

    const whole = await span(ui)
    await ui.by('timeline').press('+')
    expect(await span(ui)).toBeLessThan(whole)
    await ui.by('timeline-home').click()
    expect(await span(ui)).toBeCloseTo(whole, -1)
    // Some place of the first worker's row is a slice; the golden ratio leaves no part of the row unvisited for long.
    const box = (await ui.by('timeline').boundingBox())!
    let place = 0.5
    await expect
      .poll(async () => {
        place = (place + 0.618034) % 1
        await ui.page.mouse.move(box.x + box.width * place, box.y + 28)
        return ui.by('slice-tip').isVisible()
      })
      .toBe(true)
    expect(await ui.by('slice-tip').textContent()).toMatch(/Points \d/)
  })

  it('moves a fixed value: the map follows, and back is back', async () => {
    const ui = await open()
    await ui.start(40, 40)
    await ui.reach('finished')
    const before = await pixels(ui)
    await ui.by('scrub-T').click()
    await ui.by('scrub-slider').press('PageUp')
    await ui.page.locator('[data-testid=scrub][data-done="1600"][data-shown]').waitFor()
    await expect.poll(() => ui.by('scrub-status').textContent()).toContain('all')
    const shown = await ui.by('scrub').getAttribute('data-shown')
    expect(Number(shown)).toBeGreaterThan(500)
    await expect.poll(() => pixels(ui)).not.toBe(before)
    expect(await sessions()).toHaveLength(1)
    await ui.by('scrub-back').click()
    await ui.by('scrub').waitFor({ state: 'detached' })
    await expect.poll(() => pixels(ui)).toBe(before)
  })

  it('keeps a value as a session of its own', async () => {
    const ui = await open()
    await ui.start(20, 20)
    await ui.reach('finished')
    await ui.by('scrub-T').click()
    await ui.by('scrub-slider').press('End')
    await ui.page.locator('[data-testid=scrub][data-shown="600"][data-done="400"]').waitFor()
    await ui.hover(0.125, 0.925)
    const promised = await ui.by('cursor-value').textContent()
    await ui.by('scrub-keep').click()
    await ui.by('scrub').waitFor({ state: 'detached' })
    await ui.reach('finished')
    expect(await sessions()).toHaveLength(2)
    expect(await ui.by('setting-T').inputValue()).toBe('600')
    // What the slider showed is what the session says.
    await ui.hover(0.525, 0.525)
    await ui.hover(0.125, 0.925)
    await expect.poll(() => ui.by('cursor-value').textContent()).toBe(promised)
  })
})
