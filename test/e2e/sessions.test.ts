/**
 * Where a person begins and what they do with sessions, on every host. Test ids beside those of ui.test.ts:
 *
 * start      start-page, start-none, start-sessions, start-session (data-path, data-state), start-session-open,
 *            start-session-resume, start-session-menu, start-{duplicate,rename,reveal,forget,delete},
 *            sample-ID, run-sample-ID, template-ID
 * dialogs    rename-dialog, rename-name, rename-confirm, delete-dialog, delete-cancel, delete-confirm
 * menu       menu-{duplicate,rename,reveal,reload}
 * rest       undo, redo, refine, refine-confirm, drop-hint
 */
import { existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { hosts, type RunningHost } from '../support/hosts.js'
import { dropFile } from './drop.js'
import { uiPage, type UiPage } from './ui-page.js'

const SAMPLE = 'co-oxidation-pt100'

let home: string
let running: RunningHost | undefined
let complaints: string[]

beforeAll(builtCli)
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-sessions-'))
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
  const cells = (ui: UiPage, size: string): Promise<void> =>
    ui.page.locator(`[data-testid=map][data-cells="${size}"]`).waitFor()
  const states = (ui: UiPage): Promise<(string | undefined)[]> =>
    ui.by('start-session').evaluateAll(rows => rows.map(row => (row as HTMLElement).dataset['state']))
  const chooseFor = async (ui: UiPage, item: string): Promise<void> => {
    await ui.by('start-session-menu').first().click()
    await ui.by(item).click()
  }

  it('gets a first picture with one click, makes it finer, and finds both among the sessions', async () => {
    const ui = await open()
    await ui.by('start-none').waitFor()
    await ui.by(`run-sample-${SAMPLE}`).click()
    await ui.reach('finished')
    await ui.hover(0.25, 0.75)
    const coarse = await ui.readout(72)

    await ui.by('refine').click()
    await ui.by('refine-confirm').click()
    await cells(ui, '19x19')
    await ui.reach('finished')
    expect(await ui.by('axis-x-count').inputValue()).toBe('19')
    await ui.hover(4 / 18, 14 / 18)
    expect(await ui.readout(14 * 19 + 4)).toEqual(coarse)

    await ui.menu('new')
    await ui.by('start-sessions').waitFor()
    expect(await states(ui)).toEqual(['finished', 'finished'])
    await expect.poll(() => ui.by('start-sessions').locator('img').count()).toBe(2)
    await ui.by('start-session-open').last().click()
    await cells(ui, '10x10')
    expect(complaints).toEqual([])
  })

  it('renames, duplicates, shows, forgets and deletes sessions', async () => {
    const ui = await open()
    await ui.start(6, 5)
    await ui.reach('finished')
    await ui.menu('rename')
    await ui.by('rename-name').fill('a/b')
    await ui.by('rename-confirm').click()
    await ui.by('rename-dialog').getByText('no file name').waitFor()
    await ui.by('rename-name').fill('first map')
    await ui.by('rename-confirm').click()
    await expect.poll(() => ui.by('session-file').textContent()).toBe('first map.isobar')
    expect(await ui.by('map').getAttribute('data-cells')).toBe('6x5')

    const path = join(home, 'Isobar/first map.isobar')
    await ui.menu('reveal')
    if (running!.desktop) await expect.poll(running!.desktop.revealed).toEqual([path])
    else await ui.by('notice-info').getByText(path).waitFor()

    await ui.menu('new')
    await ui.by('start-session').waitFor()
    await chooseFor(ui, 'start-duplicate')
    await expect.poll(() => ui.by('start-session').count()).toBe(2)
    await chooseFor(ui, 'start-delete')
    await ui.by('delete-confirm').click()
    await expect.poll(() => ui.by('start-session').count()).toBe(1)
    expect(existsSync(path) && existsSync(join(home, 'Isobar/first-map-copy.isobar'))).toBe(false)
    await chooseFor(ui, 'start-forget')
    await ui.by('start-none').waitFor()
  })

  it('is offered to resume what is unfinished, with what is left', async () => {
    const ui = await open()
    await ui.start(700, 700)
    await expect.poll(() => ui.count('solved'), { timeout: 30_000 }).toBeGreaterThan(500)
    await ui.by('stop').click()
    await ui.reach('stopped')
    expect(await ui.page.getByText(/points left, about/).isVisible()).toBe(true)
    await ui.menu('new')
    expect(await ui.by('start-session').getAttribute('data-state')).toBe('unfinished')
    await ui.by('start-session-resume').click()
    await ui.reach('running')
    await ui.by('stop').click()
    await ui.reach('stopped')
  })

  it('takes back edits, and keeps those not started over a restart', async () => {
    const ui = await open()
    const count = ui.by('axis-x-count')
    await ui.by('axis-x-from').fill('0.001')
    await ui.choose('axis-y-parameter', 'T')
    await ui.by('undo').click()
    await expect.poll(() => ui.by('axis-y-parameter').textContent()).toContain('pO2')
    await ui.by('undo').click()
    expect(await ui.by('axis-x-from').inputValue()).toBe('1e-5')
    await ui.by('redo').click()
    expect(await ui.by('axis-x-from').inputValue()).toBe('0.001')
    await count.fill('23')
    await count.press('Tab')
    const draft = join(home, 'Isobar/.desk/draft.json')
    await expect.poll(() => existsSync(draft) && readFileSync(draft, 'utf8')).toContain('"count":23')
    await running!.close()

    const again = await open()
    await expect.poll(() => again.by('axis-x-count').inputValue()).toBe('23')
    expect(await again.by('axis-x-from').inputValue()).toBe('0.001')
  })

  it('opens what is dropped onto the window', async () => {
    const ui = await open()
    await ui.start(6, 5)
    await ui.reach('finished')
    const elsewhere = join(home, 'from-a-colleague.isobar')
    await ui.menuWithPath('save-as', elsewhere)
    await ui.by('notice-info').first().waitFor()
    await ui.menu('new')
    await ui.by('start-page').waitFor()
    await copyFile(elsewhere, join(home, 'dropped.isobar'))

    await dropFile(running!, join(home, 'dropped.isobar'))
    await cells(ui, '6x5')
    expect(await ui.by('session-file').textContent()).toBe('dropped.isobar')
    const model = join(home, 'mine.yaml')
    await writeFile(model, MODEL)
    await dropFile(running!, model)
    await expect.poll(() => ui.by('model-select').textContent()).toContain('Dropped')
    await dropFile(running!, process.execPath)
    await ui.by('notice-info').getByText('neither a session nor a model').waitFor()
    expect(complaints).toEqual([])
  })
})

const MODEL = `isobar: 1
name: Dropped
parameters: { T: 500 K, pCO: 1 bar }
gases: { CO: pCO }
steps:
  - equation: CO + * <-> CO*
    forward: { rate_constant: 1e5 1/s }
    reverse: { rate_constant: 1e3 1/s }
`
