/**
 * Every format from the window, checked on the disk. Test ids: menu-export, export-dialog,
 * export-tab-{figure,words,data}, export-preview, export-format-{png,svg,pdf},
 * export-column-{single,oneAndHalf,double,free}, export-width, export-height, export-font, export-dpi-{300,600,1200},
 * export-titled, export-title, export-captioned, export-size, export-figure, export-caption, export-methods,
 * export-{caption,methods}-copy, export-data-{csv,matrix,json,nc,npz}, export-output, export-data.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { unzipSync } from 'fflate'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { hosts, type RunningHost } from '../support/hosts.js'
import { readNetcdf } from '../node/export/read-netcdf.js'
import { uiPage, type UiPage } from './ui-page.js'

let home: string
let running: RunningHost | undefined
let complaints: string[]

beforeAll(builtCli)
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isobar-export-ui-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(home, { recursive: true, maxRetries: 5 })
})

describe.each(hosts())('in the $name host, a person', ({ launch }) => {
  /** The export dialog over a finished map of the sample, 6 × 5. */
  async function open(): Promise<UiPage> {
    running = await launch({ home })
    complaints = []
    running.page.on('pageerror', error => complaints.push(error.message))
    running.page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    const ui = uiPage(running)
    await ui.ready()
    await ui.start(6, 5)
    await ui.reach('finished')
    await ui.menu('export')
    await ui.by('export-preview').waitFor()
    return ui
  }

  /** Presses a button that asks for a path, answers, and waits for the file. */
  async function save(ui: UiPage, button: string, name: string): Promise<Buffer> {
    const path = join(home, name)
    if (running!.desktop) await running!.desktop.answerDialog(path)
    await ui.by(button).click()
    if (!running!.desktop) {
      await ui.by('file-path').fill(path)
      await ui.by('file-confirm').click()
      await ui.by('file-dialog').waitFor({ state: 'detached' })
    }
    const size = (): Promise<number> =>
      readFile(path).then(
        ({ length }) => length,
        () => 0,
      )
    await expect.poll(size, { timeout: 20_000 }).toBeGreaterThan(0)
    return readFile(path)
  }

  it('exports the figure as PNG, SVG and PDF at the size of a column', async () => {
    const ui = await open()
    await ui.by('export-titled').click()
    await ui.by('export-title').fill('CO 氧化, θ → 1')
    await ui.by('export-captioned').click()
    await ui.by('export-dpi-300').click()

    const png = decode(await save(ui, 'export-figure', 'map.png'), { checkCrc: true })
    expect(png.width).toBe(Math.round((85 / 25.4) * 300))
    expect(png.resolution).toEqual({ x: 11_811, y: 11_811, unit: 1 })
    // Paper, ink, and the map.
    const colours = new Set(new Uint32Array(Uint8Array.from(png.data).buffer))
    expect(colours.size).toBeGreaterThan(20)

    await ui.by('export-format-svg').click()
    await ui.by('export-column-double').click()
    const svg = (await save(ui, 'export-figure', 'map.svg')).toString()
    expect(svg).toMatch(/^<svg [^>]*width="175mm"/)
    expect(svg).toContain('CO 氧化, θ → 1')
    expect(svg).toContain('pCO (atm)')
    expect(svg).not.toMatch(/rgba?\(/)

    await ui.by('export-format-pdf').click()
    const pdf = (await save(ui, 'export-figure', 'map.pdf')).toString('latin1')
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    expect(pdf.trimEnd().slice(-5)).toBe('%%EOF')
    const [, , , right] = /\/MediaBox \[([\d.]+) ([\d.]+) ([\d.]+)/.exec(pdf)!
    expect(Number(right)).toBeCloseTo((175 * 72) / 25.4, 0)
    // The cells, and the title, whose letters no Latin font has.
    expect(pdf.match(/\/Subtype \/Image/g)!.length).toBeGreaterThan(1)
    expect(complaints).toEqual([])
  })

  it('exports the data in every format', async () => {
    const ui = await open()
    await ui.by('export-tab-data').click()
    const data = async (format: string, name: string): Promise<Buffer> => {
      await ui.by(`export-data-${format}`).click()
      return save(ui, 'export-data', name)
    }
    expect((await data('csv', 'map.csv')).toString().trimEnd().split('\n')).toHaveLength(31)
    const json = JSON.parse((await data('json', 'map.json')).toString()) as {
      outputs: Record<string, { values: number[][] }>
    }
    const tof = json.outputs['tof(CO2)']!.values
    expect(readNetcdf(await data('nc', 'map.nc')).variables['tof_CO2']!.values).toEqual(tof.flat())
    expect(Object.keys(unzipSync(await data('npz', 'map.npz')))).toContain('tof(CO2).npy')
    const matrix = (await data('matrix', 'matrix.csv')).toString().trimEnd().split('\n')
    expect(matrix.slice(1).map(line => line.split(',').slice(1).map(Number))).toEqual(tof)
    expect(complaints).toEqual([])
  })

  it('reads caption and methods, and changes the caption of the figure', async () => {
    const ui = await open()
    await ui.by('export-tab-words').click()
    await expect.poll(() => ui.by('export-methods').inputValue()).toContain('30 of 30 points')
    expect(await ui.by('export-methods').inputValue()).toContain('Rodas5P')
    await ui.by('export-caption').fill('My own words.')
    await ui.by('export-methods-copy').click()
    await ui.page.getByText('Copied').waitFor()
    await ui.by('export-tab-figure').click()
    await ui.by('export-captioned').click()
    await expect
      .poll(async () => decodeURIComponent((await ui.by('export-preview').getAttribute('src'))!))
      .toContain('My own words.')
    expect(complaints).toEqual([])
  })
})
