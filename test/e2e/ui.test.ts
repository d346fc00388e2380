/**
 * The interface on every host, as a person uses it. It is driven by these test ids, which stay:
 *
 * set-up     model-select, open-model, model-description, findings, model-refused,
 *            axis-{x,y}-{parameter,scale,from,to,count,values}, axis-{x,y}-scale-{linear,log,list},
 *            axis-{x,y}-{field}-problem, setting-NAME, settings-filter, settings-changed,
 *            start-coverages, coverage-NAME, workers, estimate, setup-refusal, start
 *            a select ID has options [data-testid=ID-option][data-value=VALUE]
 * run        phase (data-phase), progress (data-solved, -failed, -points), failed-count,
 *            pause, resume, stop, rerun-failed, trouble (data-code), trouble-resume
 * map        map (data-cells, data-plot: the area inside the axes in CSS px), map-pixels, output-select,
 *            colour-scale-{log,linear}, colour-menu, colour-range-{robust,full,manual}, colour-{low,high},
 *            palette-NAME, reset-zoom, cursor-value, map-announcement, legend-{pending,preview,failed,
 *            uncertified,below}, extremes
 * read-out   tab-point, tab-farm, readout (data-point), readout-hint, readout-status (data-status),
 *            readout-reason, [data-output=NAME] (data-value), release-point, executors, incidents
 * session    session-menu, menu-{new,open,save-as,export-csv,export-json}, session-file, read-only,
 *            file-dialog, file-path, file-browse, file-cancel, file-confirm, recent-sessions
 * rest       theme-menu, theme-{system,light,dark}, link-state, notice-{info,error}
 */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
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
  home = await mkdtemp(join(tmpdir(), 'isobar-ui-'))
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

  it('gets the map of the article with one click, and reads every point of it out', async () => {
    const ui = await open()
    await ui.start(10, 10)
    await ui.reach('finished')
    expect(await ui.count('solved')).toBe(100)

    // A serpentine by keyboard: each step moves the cross-hair by one cell.
    await ui.by('map').focus()
    for (const key of ['ArrowRight', ...Array<string>(5).fill('ArrowLeft')]) await ui.page.keyboard.press(key)
    for (let j = 0; j < 5; j++) await ui.page.keyboard.press('ArrowDown')
    let active = 0
    for (let j = 0; j < 10; j++)
      for (let k = 0; k < 10; k++) {
        const i = j % 2 === 0 ? k : 9 - k
        const values = await ui.readout(j * 10 + i)
        if (values['coverage(CO*)']! < 0.5) active++
        expect(values['tof(CO2)']).toBeGreaterThan(0)
        const step = k === 9 ? 'ArrowUp' : j % 2 === 0 ? 'ArrowRight' : 'ArrowLeft'
        await ui.page.keyboard.press(step)
      }
    expect(active).toBe(18)

    await ui.page.keyboard.press('Escape')
    await ui.hover(0.25, 0.75)
    const top = await ui.readout(72)
    expect(top['tof(CO2)']).toBeCloseTo(7_772_746.92, 1)
    expect(await ui.by('cursor-value').textContent()).toContain('7.7727×10⁶')
    expect(complaints).toEqual([])
  })

  it('switches output and colours, and zooms in and out', async () => {
    const ui = await open()
    await ui.start(20, 20)
    await ui.reach('finished')
    const before = await ui.by('extremes').textContent()
    await ui.choose('output-select', 'coverage(CO*)')
    await expect.poll(() => ui.by('extremes').textContent()).not.toBe(before)
    await ui.by('colour-menu').click()
    await ui.by('palette-cividis').click()
    await ui.by('colour-range-manual').click()
    await ui.by('colour-low').fill('0')
    await ui.by('colour-high').fill('nonsense')
    await ui.page.getByText('“nonsense” is not a number').waitFor()
    await ui.page.keyboard.press('Escape')
    await ui.hover(0.5, 0.5)
    await ui.page.mouse.wheel(0, -400)
    await ui.by('reset-zoom').click()
    await ui.by('reset-zoom').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it('sees the picture early, pauses it, goes on, stops it and finds all of it after a reload', async () => {
    const ui = await open()
    // Ten minutes of work, so that it is still under way however slowly this test gets along.
    await ui.choose('model-select', 'co-oxidation-volcano')
    await expect.poll(() => ui.by('axis-x-count').inputValue(), { timeout: 10_000 }).toBe('15')
    await ui.start(500, 500)
    await expect.poll(() => ui.count('solved'), { timeout: 30_000 }).toBeGreaterThan(1000)
    await expect.poll(ui.colours, { timeout: 10_000 }).toBeGreaterThan(10)
    await ui.by('pause').click()
    await ui.reach('paused')
    // Slices that were under way when it paused still come in, and then no more.
    const afterReload = async (): Promise<number> => {
      await ui.page.reload()
      await ui.reach('paused')
      return ui.count('solved')
    }
    let before = -1
    const isStill = async (): Promise<boolean> => before === (before = await afterReload())
    await expect.poll(isStill, { timeout: 60_000 }).toBe(true)

    await ui.by('resume').click()
    await ui.reach('running')
    await ui.page.reload()
    await ui.reach('running')
    await expect.poll(ui.colours, { timeout: 10_000 }).toBeGreaterThan(10)
    const seen = await ui.count('solved')
    await expect.poll(() => ui.count('solved'), { timeout: 10_000 }).toBeGreaterThan(seen)

    await ui.by('stop').click()
    await ui.reach('stopped')
    const kept = await ui.count('solved')
    expect(kept).toBeGreaterThan(seen)
    await ui.page.reload()
    await ui.reach('stopped')
    expect(await ui.count('solved')).toBe(kept)
    await ui.by('resume').waitFor()
  })

  it('saves under another name, exports, puts the session away and opens it again', async () => {
    const ui = await open()
    await ui.start(6, 5)
    await ui.reach('finished')

    await ui.menuWithPath('save-as', join(home, 'mine.isobar'))
    await ui.by('notice-info').first().waitFor()
    expect((await stat(join(home, 'mine.isobar'))).size).toBeGreaterThan(1000)

    await ui.menuWithPath('export-json', join(home, 'mine.json'))
    await expect.poll(() => readFile(join(home, 'mine.json'), 'utf8').catch(() => '')).not.toBe('')
    const exported = JSON.parse(await readFile(join(home, 'mine.json'), 'utf8')) as {
      axes: { values: number[] }[]
    }
    expect(exported.axes.map(axis => axis.values.length)).toEqual([6, 5])

    await ui.menu('new')
    await ui.by('map').waitFor({ state: 'detached' })
    await ui.menuWithPath('open', join(home, 'mine.isobar'))
    await ui.reach('finished')
    await expect.poll(() => ui.by('map').getAttribute('data-cells')).toBe('6x5')
    await expect.poll(() => ui.by('axis-x-count').inputValue()).toBe('6')
  })

  it('is told what is wrong beside the field, and cannot start until it is right', async () => {
    const ui = await open()
    const start = ui.by('start')
    for (const [field, typed, sentence] of [
      ['axis-x-from', '1,5', 'decimal'],
      ['axis-x-to', '1e', 'not a number'],
      ['axis-y-from', '', 'Give a number'],
      ['setting-T', '-3', 'above 0'],
    ] as const) {
      const before = await ui.by(field).inputValue()
      await ui.by(field).fill(typed)
      await ui.page.getByText(sentence).first().waitFor()
      expect(await start.isDisabled()).toBe(true)
      expect(await ui.by(field).getAttribute('aria-invalid')).toBe('true')
      await ui.by(field).fill(before)
      await ui.ready()
    }
    await ui.by('axis-x-from').fill('0')
    await ui.by('axis-x-scale-log').click()
    await ui.by('axis-x-from-problem').waitFor()
    await ui.by('axis-x-scale-linear').click()
    await ui.choose('axis-y-parameter', 'pCO')
    await ui.by('axis-y-parameter-problem').waitFor()
  })

  it('learns line, value and remedy of a faulty model, and keeps the good one', async () => {
    const ui = await open()
    const path = join(home, 'bad.yaml')
    await writeFile(path, 'isobar: 1\nname: Bad\nsteps:\n  - equation: CO + * <-> N*\n')
    await ui.openModel(path)
    await ui.by('model-refused').waitFor()
    expect(await ui.by('findings').textContent()).toMatch(/Line \d/)
    await ui.ready()
    expect(await ui.by('model-select').textContent()).toContain('Pt(100)')
  })

  it('is told why a file that is no session cannot be opened', async () => {
    const ui = await open()
    const path = join(home, 'letter.isobar')
    await writeFile(path, 'Dear Sir or Madam')
    await ui.menuWithPath('open', path)
    await ui.by('file-dialog').getByText('letter.isobar').waitFor()
    await ui.by('file-cancel').click()
    await ui.by('file-dialog').waitFor({ state: 'detached' })
  })

  it('gets light or dark as the system has it, and keeps another choice', async () => {
    const ui = await open()
    const theme = (): Promise<string | null> => ui.page.locator('html').getAttribute('data-theme')
    await ui.page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(theme).toBe('dark')
    await ui.by('theme-menu').click()
    await ui.by('theme-light').click()
    await expect.poll(theme).toBe('light')
    await ui.page.reload()
    await ui.ready()
    expect(await theme()).toBe('light')
  })

  it('finds a name on every control', async () => {
    const ui = await open()
    await ui.start(5, 5)
    await ui.reach('finished')
    const nameless = await ui.page.evaluate(() =>
      [...document.querySelectorAll('button, input, select, [role=combobox], [tabindex="0"]')]
        .filter(element => !element.closest('[aria-hidden=true]'))
        .filter(element => {
          const label = element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby')
          return !label && !element.closest('label') && !element.textContent?.trim()
        })
        .map(element => element.outerHTML.slice(0, 200)),
    )
    expect(nameless).toEqual([])
  })
})
