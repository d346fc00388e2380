/**
 * The map as a place to work at, on every host. Test ids besides those of map.test.ts:
 *
 * refine-here (while zoomed), export-pointed
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { hosts, type RunningHost } from '../support/hosts.js'
import { uiPage } from './ui-page.js'

let home: string
let running: RunningHost | undefined

beforeAll(builtCli)
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-map-desk-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

/** In the page. */
const isInWindow = (element: Element): boolean => {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  return left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight
}

describe.each(hosts())('at the map in the $name host, a person', ({ launch }) => {
  it('finds it as it was behind another tab, and makes what is in view the next map', async () => {
    running = await launch({ home })
    const ui = uiPage(running)
    await ui.ready()
    await ui.start(24, 24)
    await ui.reach('finished')
    await ui.by('tool-compare').click()
    await ui.by('compare-how-ratio').click()
    await ui.hover(0.5, 0.5)
    for (let k = 0; k < 2; k++) await ui.page.mouse.wheel(0, -250)
    await ui.by('refine-here').waitFor()
    const drawn = () => ui.by('map-pixels').evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL())
    await ui.page.mouse.move(0, 0)
    const picture = await drawn()

    await ui.by('view-farm').click()
    await ui.by('map').waitFor({ state: 'detached' })
    await ui.by('view-map').click()
    await ui.by('refine-here').waitFor()
    await expect.poll(() => ui.by('compare-how-ratio').getAttribute('data-state')).toBe('on')
    await expect.poll(drawn).toBe(picture)

    const limits = async (): Promise<number[]> =>
      Promise.all(['from', 'to'].map(async end => Number(await ui.by(`axis-x-${end}`).inputValue())))
    const [from, to] = (await limits()) as [number, number]
    await ui.by('refine-here').click()
    await expect.poll(() => ui.by('notice-info').first().evaluate(isInWindow)).toBe(true)
    await expect.poll(async () => (await limits())[0]).toBeGreaterThan(from)
    expect((await limits())[1]).toBeLessThan(to)
    await ui.ready()
    await ui.by('start').click()
    await ui.reach('finished')
    await ui.by('refine-here').waitFor({ state: 'detached' })
    expect(await ui.by('axis-x-count').inputValue()).toBe('24')
  })
})
