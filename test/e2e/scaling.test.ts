/**
 * Speed-up as a person measures it. Test ids: view-scaling, study-{workers,repeats,points,start,stop,now
 * (data-done),obstacle,verdict (data-cause),json,csv}, scaling-{time,speedup}, scaling-levels (rows have
 * data-workers, -speedup, -median-ms), sweep-speedup (data-speedup), what-if, what-if-{workers,add,cores,speed},
 * what-if-answer (data-ms).
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { analyse } from '../../src/shared/scaling/analysis.js'
import { type StudyReport } from '../../src/shared/scaling/study-text.js'
import { builtCli } from '../support/built.js'
import { hosts, type RunningHost } from '../support/hosts.js'
import { uiPage, type UiPage } from './ui-page.js'

let home: string
let running: RunningHost | undefined

beforeAll(builtCli)
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-scaling-e2e-'))
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

  /** What the table shows, by number of workers. */
  const shown = (ui: UiPage): Promise<[number, number, number][]> =>
    ui
      .by('scaling-levels')
      .evaluate(table =>
        [...table.querySelectorAll<HTMLElement>('[data-workers]')].map(({ dataset }) => [
          Number(dataset['workers']),
          Number(dataset['speedup']),
          Number(dataset['medianMs']),
        ]),
      )

  /** By the dialog of the desktop, else by the downloads of the browser. */
  async function exported(ui: UiPage): Promise<StudyReport> {
    let path = join(home, 'study.json')
    if (running!.desktop) {
      await running!.desktop.answerDialog(path)
      await ui.by('study-json').click()
    } else {
      const download = ui.page.waitForEvent('download')
      await ui.by('study-json').click()
      path = await (await download).path()
    }
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).not.toBe('')
    return JSON.parse(await readFile(path, 'utf8')) as StudyReport
  }

  it('measures a study, reads charts, table and verdict, and exports the same numbers', async () => {
    const ui = await open()
    await ui.setGrid(6, 6)
    await ui.by('view-scaling').click()
    await ui.by('study-workers').fill('1, two')
    expect(await ui.by('study-start').isDisabled()).toBe(true)
    await ui.by('study-workers').fill('1, 2')
    await ui.by('study-repeats').fill('3')
    await ui.by('study-repeats').press('Tab')
    await ui.by('study-start').click()
    await ui.by('study-stop').waitFor()
    // A sweep would spoil it, and is refused with the reason.
    await ui.by('start').click()
    await ui.by('notice-error').getByText('scaling study').waitFor()
    await ui.by('study-start').waitFor({ timeout: 60_000 })

    const { study, analysis } = await exported(ui)
    expect(study).toMatchObject({ state: 'finished', points: 36, workers: [1, 2], repeats: 3 })
    expect(JSON.parse(JSON.stringify(analyse(study)))).toEqual(analysis)
    expect(await shown(ui)).toEqual(
      analysis.levels.map(({ workers, speedup, medianMs }) => [workers, speedup, medianMs]),
    )
    expect(await ui.by('study-verdict').getAttribute('data-cause')).toBe(analysis.verdict.cause)
    for (const chart of ['scaling-time', 'scaling-speedup'])
      expect(await ui.by(chart).locator('svg path').count()).toBeGreaterThan(5)

    // The study is there again after a reload: the owner keeps it.
    await ui.page.reload()
    await ui.by('view-scaling').click()
    await ui.by('scaling-levels').waitFor()
  })

  it('stops a study, and keeps what it has', async () => {
    const ui = await open()
    await ui.setGrid(6, 6)
    await ui.by('view-scaling').click()
    await ui.by('study-workers').fill('1')
    await ui.by('study-repeats').fill('99')
    await ui.by('study-repeats').press('Tab')
    await ui.by('study-start').click()
    await ui.by('scaling-levels').waitFor({ timeout: 30_000 })
    await ui.by('study-stop').click()
    await ui.by('study-start').waitFor()
    expect((await shown(ui)).map(([workers]) => workers)).toEqual([1])
  })

  it('sees the effective speed-up of a sweep, and what more cores would bring', async () => {
    const ui = await open()
    await ui.start(20, 20)
    await ui.reach('finished')
    await ui.by('view-scaling').click()
    const speedup = Number(await ui.by('sweep-speedup').getAttribute('data-speedup'))
    expect(speedup).toBeGreaterThan(0)
    const predicted = async (): Promise<number> =>
      Number(await ui.by('what-if-answer').getAttribute('data-ms'))
    await ui.by('what-if-workers').focus()
    await ui.page.keyboard.press('Home')
    await ui.by('what-if').getByText('1 worker', { exact: true }).waitFor()
    await expect.poll(() => ui.by('what-if-answer').textContent()).toContain('of 1')
    const alone = await predicted()
    await ui.by('what-if-add').click()
    await expect.poll(() => ui.by('what-if-answer').textContent()).toContain('of 5')
    expect(await predicted()).toBeLessThan(alone)
  })
})
