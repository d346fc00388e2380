import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FONT_FOLDERS, systemFonts } from '../../src/node/export/system-fonts.js'
import { readNetcdf } from '../node/export/read-netcdf.js'
import { exported, isobar, scratch } from './cli-harness.js'

const { folder, remove } = scratch()
afterAll(remove)

const read = (name: string): Buffer => readFileSync(join(folder, name))

async function write(name: string, ...options: string[]): Promise<void> {
  const { code, stderr } = await isobar(['export', 'map.isobar', '-o', name, ...options], folder)
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(name) as string })
}

describe('isobar export', () => {
  beforeAll(async () => {
    const grid = ['--x', 'pCO=lin:1e-5:0.5:6', '--y', 'pO2=lin:1e-5:0.5:5']
    await isobar(['run', 'co-oxidation-pt100', '--session', 'map.isobar', ...grid], folder)
  })

  it('writes NetCDF by the name of the file, with the values of every other format', async () => {
    await write('map.nc')
    const { outputs } = await exported('map.isobar', folder)
    expect(readNetcdf(read('map.nc')).variables['tof_CO2']!.values).toEqual(
      outputs['tof(CO2)']!.values.flat(),
    )
  })

  it('draws SVG of the size, the output and the colours asked for', async () => {
    await write('map.svg', '--output', 'coverage(CO*)', '--width', '3.5in', '--palette', 'magma', '--linear')
    const svg = read('map.svg').toString()
    expect(svg).toContain('width="88.9mm"')
    expect(svg).toContain('θ(CO*)')
    expect(svg).toContain('#fcfdbf')
  })

  it('draws PNG where the computer has a font, and says what to do where it has none', async () => {
    const hasFont = systemFonts(['regular'], { folders: FONT_FOLDERS })[0] !== undefined
    const { code, stderr } = await isobar(['export', 'map.isobar', '-o', 'a.png', '--dpi', '300'], folder)
    if (hasFont) {
      expect({ code, stderr }).toMatchObject({ code: 0 })
      expect(decode(read('a.png')).width).toBe(1004)
    } else expect(stderr).toContain('--font')
  })

  it.each([
    [['-o', 'map.png', '--width', '3'], '--width'],
    [['-o', 'map.png', '--palette', 'jet'], 'viridis'],
    [['-o', 'map.svg', '--output', 'tof(Xe)'], 'tof(CO2)'],
    [['-o', 'map.png', '--font', 'none.ttf'], '--font'],
    [['-o', 'map.svg', '--font-size', '5'], '--font-size'],
    [['-o', 'map.pdf'], 'SVG'],
  ])('refuses %j, and names what there is', async (options, word) => {
    const { code, stderr } = await isobar(['export', 'map.isobar', ...options], folder)
    expect(code).toBe(2)
    expect(stderr).toContain(word)
  })
})
