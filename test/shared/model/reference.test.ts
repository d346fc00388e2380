import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as keys from '../../../src/shared/model/keys.js'
import { SAMPLES } from './samples.js'

const ROOT = join(import.meta.dirname, '../../..')
const page = readFileSync(join(ROOT, 'docs/models.md'), 'utf8')

/** The section of the reference in which the keys of a mapping stand. */
const SECTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['The file', keys.MODEL_KEYS],
  ['`constants`', keys.CONSTANT_KEYS],
  ['`parameters.NAME`, and any number', keys.PARAMETER_KEYS],
  ['`gases.NAME`', keys.GAS_KEYS],
  ['`reactor`', keys.REACTOR_KEYS],
  ['`sites.NAME`', keys.SITE_KEYS],
  ['`adsorbates.NAME`', keys.ADSORBATE_KEYS],
  [
    '`thermo`',
    [...Object.values(keys.THERMO_KEYS).flat(), ...Object.values(keys.SURFACE_THERMO_KEYS).flat()],
  ],
  ['`thermo`', keys.THERMO_RANGE_KEYS],
  ['`steps`', [...keys.STEP_KEYS, ...keys.COVERAGE_KEYS]],
  ['Rate laws', [...keys.LAW_KEYS, ...keys.REVERSE_LAW_KEYS, ...keys.ARRHENIUS_KEYS]],
  ['Rate laws', [...keys.ADSORPTION_KEYS, ...keys.ENERGIES_KEYS]],
  ['`map`', [...keys.MAP_KEYS, ...keys.AXIS_KEYS]],
]

const section = (title: string): string => {
  const [, rest] = page.split(`\n### ${title}\n`)
  return rest?.split(/\n##+ /)[0] ?? ''
}

const rows = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)`/gm)].map(match => match[1]!)

describe('docs/models.md', () => {
  it.each(SECTIONS)('has a row for each key of %s', (title, known) => {
    expect(rows(section(title))).toEqual(expect.arrayContaining([...known]))
  })

  it('has no row for a key that the door does not know', () => {
    for (const title of new Set(SECTIONS.map(([name]) => name))) {
      const known = SECTIONS.filter(([name]) => name === title).flatMap(([, list]) => list)
      expect(rows(section(title)).filter(key => !known.includes(key))).toEqual([])
    }
  })

  it('leaves no mapping of keys.ts out', () => {
    const listed = SECTIONS.flatMap(([, list]) => list)
    const lists = Object.values(keys).flatMap(list =>
      Array.isArray(list) ? list : Object.values(list).flat(),
    )
    const values: readonly string[] = [...keys.FUNCTION_NAMES, ...keys.REACTOR_TYPES]
    const words = lists.filter(word => !values.includes(word as string))
    expect(words.filter(word => !listed.includes(word as string))).toEqual([])
    for (const name of values) expect(page).toContain(`\`${name}\``)
  })

  it('names every rule by which the door refuses or warns', () => {
    const folder = join(ROOT, 'src/shared/model')
    const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
    const rules = new Set(
      [...source.matchAll(/rule: (?:.*\? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g)].flatMap(m => [m[1], m[2]]),
    )
    rules.delete(undefined)
    expect([...rules].filter(rule => !page.includes(`\`${rule}\``))).toEqual([])
  })

  it('shows every sample with a picture of its map', () => {
    for (const name of SAMPLES) {
      expect(page).toContain(`### \`${name}\``)
      expect(readdirSync(join(ROOT, 'docs/images'))).toContain(`map-${name}.png`)
      expect(page).toContain(`images/map-${name}.png`)
    }
  })
})
