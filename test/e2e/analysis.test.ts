/**
 * What a sweep computes beyond steady states, on every host. Driven by these test ids: set-up form analysis-control,
 * analysis-gas, analysis-states; run bar evidence-menu, evidence.
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
  home = await mkdtemp(join(tmpdir(), 'isobar-analysis-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

describe.each(hosts())('in the $name host, a person', ({ launch }) => {
  it('maps the rate control of a step, with the points of two stable states, all certified', async () => {
    running = await launch({ home })
    const ui = uiPage(running)
    await ui.ready()
    await ui.by('analysis-control').click()
    await ui.by('analysis-states').click()
    await ui.start(10, 10)
    await ui.reach('finished')
    await expect.poll(() => ui.by('legend-several').textContent()).toMatch(/18$/)
    await ui.by('output-select').click()
    await ui.page.locator('[data-value="drc(CO2, O2 adsorption)"]').click()
    await expect.poll(() => ui.by('extremes').textContent()).toContain('min −1 · max 1')
    await ui.by('evidence-menu').click()
    await expect.poll(() => ui.by('evidence').textContent()).toContain('100 of 100 points certified')
  })
})
