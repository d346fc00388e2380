/**
 * Hysteresis and branch diagrams, on every host. Driven by these test ids:
 *
 * set-up     hysteresis
 * line cut   cut-{x,y} (data-series, data-jumps), cut-jump-{x,y}
 * inspector  branches (data-branches, data-folds), branch-axis-{x,y}, branch-scale-{linear,log}, branch-quantity,
 *            branch-draw, branch-folds
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
  home = await mkdtemp(join(tmpdir(), 'isobar-hysteresis-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

describe.each(hosts())('in the $name host, a person', ({ launch }) => {
  it('sweeps pCO up and down, sees where it jumps, and finds the fold in the branch diagram', async () => {
    running = await launch({ home })
    const complaints: string[] = []
    running.page.on('pageerror', error => complaints.push(error.message))
    running.page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    const ui = uiPage(running)
    await ui.ready()
    await ui.choose('hysteresis', 'x')
    await ui.start(30, 20)
    await ui.reach('finished')
    await ui.hover(0.2, 0.9)
    await ui.page.mouse.down()
    await ui.page.mouse.up()
    await ui.by('tool-cuts').click()
    await ui.page.locator('[data-testid=cut-x][data-series="2"][data-jumps="1"]').waitFor()
    expect(await ui.by('cut-jump-x').textContent()).toMatch(/^↑ .*0\.1\d* … 0\.1\d*$/)
    expect(await ui.by('cut-y').getAttribute('data-series')).toBe('1')

    await ui.by('map').focus()
    await ui.page.keyboard.press('Enter')
    await ui.page.locator('[data-testid=branches][data-branches="2"][data-folds="1"]').waitFor()
    expect(await ui.by('branch-folds').textContent()).toContain('0.1')
    await ui.by('branch-axis-y').click()
    await ui.page.locator('[data-testid=branches][data-folds="1"]').waitFor()
    expect(complaints).toEqual([])
  })
})
