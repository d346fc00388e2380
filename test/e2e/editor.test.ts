/**
 * The model view on every host. Test ids: view-model, model-view, model-part-{text,parameters,energies},
 * model-text (in a shadow root), model-summary (data-errors), model-state (data-state), model-findings,
 * model-finding, model-fix, model-dirty, model-save, model-save-as, model-dialog, model-path,
 * model-path-{save,cancel}, model-replace, model-keep-file, model-{discard,stay,save-first},
 * model-edit-refused, parameter-search, parameter-NAME, parameter-value-NAME, energy-kind-{free,standard,
 * energy}, energy-source, energy-route, energy-diagram, energy-{event,state,step}, energy-{copy,save}
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
  home = await mkdtemp(join(tmpdir(), 'isobar-editor-'))
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
    await ui.by('view-model').click()
    await ui.by('model-text').waitFor()
    return ui
  }

  /** Finds text with the editor's own search and types over it. */
  async function typeOver(ui: UiPage, found: string, typed: string): Promise<void> {
    const { keyboard } = ui.page
    await ui.by('model-text').click()
    await keyboard.press('ControlOrMeta+Home')
    await keyboard.press('ControlOrMeta+f')
    await keyboard.type(found)
    await keyboard.press('Enter')
    await keyboard.press('Escape')
    await keyboard.type(typed)
    // Whatever the completion offers is not what is meant.
    await keyboard.press('Escape')
  }

  const state = (ui: UiPage, wanted: string): Promise<void> =>
    ui.page.locator(`[data-testid=model-state][data-state=${wanted}]`).waitFor({ state: 'attached' })

  async function saveAs(ui: UiPage, path: string): Promise<void> {
    if (running!.desktop) await running!.desktop.answerDialog(path)
    await ui.by('model-save-as').click()
    if (running!.desktop) return
    await ui.by('model-path').fill(path)
    await ui.by('model-path-save').click()
  }

  async function middlePoint(ui: UiPage): Promise<Record<string, number>> {
    await ui.by('view-map').click()
    await ui.start(3, 3)
    await ui.reach('finished')
    await ui.by('map').focus()
    await ui.page.keyboard.press('Escape')
    await ui.page.keyboard.press('ArrowRight')
    return ui.readout(4)
  }

  it('sees an error where it stands, mends it with one click, and computes the edited model', async () => {
    const ui = await open()
    await typeOver(ui, 'pressure: pO2', 'pressure: pO22')
    await ui.by('model-finding').waitFor()
    expect(await ui.by('model-finding').textContent()).toContain('Line 30, column 15')
    expect(await ui.by('model-findings').textContent()).toContain('There is no parameter "pO22".')
    expect(await ui.page.locator('.cm-lintRange-error').textContent()).toBe('pO22')
    await state(ui, 'refused')
    await ui.by('model-edit-refused').waitFor()
    await ui.by('model-fix').click()
    await state(ui, 'in-use')
    await typeOver(ui, 'T: 500 K', 'T: 560 K')
    // At once: what was typed counts, although no pause has passed.
    const edited = await middlePoint(ui)
    expect(await ui.by('setting-T').inputValue()).toBe('560')
    await ui.menu('new')
    await ui.by('map').waitFor({ state: 'detached' })
    await ui.choose('model-select', 'co-oxidation-pt100')
    await ui.by('model-discard').click()
    await expect.poll(() => ui.by('setting-T').inputValue()).toBe('500')
    await ui.by('setting-T').fill('560')
    expect(await middlePoint(ui)).toEqual(edited)
    expect(complaints).toEqual([])
  })

  it('saves a copy of a sample, saves again, and is asked before a file is replaced', async () => {
    const ui = await open()
    const path = join(home, 'mine.yaml')
    await typeOver(ui, 'name: CO oxidation on', 'name: My')
    await ui.by('model-dirty').waitFor()
    await saveAs(ui, path)
    await ui.by('model-dirty').waitFor({ state: 'detached' })
    expect(await readFile(path, 'utf8')).toContain('name: My Pt(100)')
    await typeOver(ui, 'name: My', 'name: Our')
    await ui.page.keyboard.press('ControlOrMeta+s')
    await ui.by('model-dirty').waitFor({ state: 'detached' })
    expect(await readFile(path, 'utf8')).toContain('name: Our Pt(100)')
    if (!running!.desktop) {
      await typeOver(ui, 'name: Our', 'name: Their')
      await saveAs(ui, path)
      await ui.by('model-keep-file').click()
      expect(await readFile(path, 'utf8')).toContain('name: Our Pt(100)')
      await ui.by('model-dirty').waitFor()
    }
    expect(complaints).toEqual([])
  })

  it('finds unsaved changes again after a reload, and loses them only when told to', async () => {
    const ui = await open()
    await typeOver(ui, 'barrier: 0.39 eV', 'barrier: 0.41 eV')
    await state(ui, 'in-use')
    await ui.page.reload()
    await ui.ready()
    const barrier = () => ui.by('setting-barrier(CO2 formation)').inputValue()
    await expect.poll(barrier).toBe('0.41')
    await ui.choose('model-select', 'co-oxidation-tst-450K')
    await ui.by('model-stay').click()
    expect(await barrier()).toBe('0.41')
    await ui.choose('model-select', 'co-oxidation-tst-450K')
    await ui.by('model-discard').click()
    await expect.poll(barrier).toBe('1.25')
    expect(complaints).toEqual([])
  })

  it('edits a parameter in the table, sees it in text and profile, and leaves the editor by keyboard', async () => {
    const ui = await open()
    await ui.by('model-part-parameters').click()
    await ui.by('parameter-search').fill('temperature')
    await ui.by('parameter-value-T').fill('277 degC')
    await ui.by('parameter-value-T').press('Enter')
    await expect.poll(() => ui.by('setting-T').inputValue()).toBe('550.15')
    await ui.by('parameter-value-T').fill('1 bar')
    await ui.by('parameter-value-T').press('Enter')
    await ui.page.getByText('Give the value in K').waitFor()

    await ui.by('model-part-energies').click()
    await expect.poll(() => ui.by('energy-event').count()).toBe(5)
    await ui.by('energy-kind-energy').click()
    expect(await ui.by('energy-step').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('CO2 formation: barrier 0.390 eV, change -0.460 eV')]),
    )

    await ui.by('model-part-text').click()
    expect(await ui.by('model-text').textContent()).toContain('T: 550.15 K')
    await ui.by('model-text').focus()
    await ui.page.keyboard.press('Escape')
    await ui.page.keyboard.press('Tab')
    expect(
      await ui.by('model-text').evaluate(element => (element.getRootNode() as ShadowRoot).activeElement),
    ).toBe(null)
    expect(complaints).toEqual([])
  })
})
