import type { Door } from '../model/door.js'
import { finishImport, type Imported, type ModelDraft } from './imported.js'
import { type Line, openLines, refuseLine } from './line-door.js'
import { readMkmcxxReaction } from './mkmcxx-reactions.js'

export const isMkmcxx = (text: string): boolean => /^\s*&compounds/m.test(text)

const BLOCKS = ['compounds', 'reactions', 'settings', 'runs'] as const
type Block = (typeof BLOCKS)[number]

export interface Compound {
  readonly name: string
  readonly onSurface: boolean
  /** Partial pressure [bar] of a gas, coverage of a surface species. */
  readonly start: number
}

/**
 * Reads an input file of MKMCXX, version 2: compounds, reactions of the kinds AR and HK, settings and runs.
 * Throws `model/invalid` with findings about the file.
 *
 * Format: I. A. W. Filot, Introduction to microkinetic modeling (2018), and the wiki of MKMCXX.
 */
export function importMkmcxx(source: string, fileName: string): Imported {
  const { door, lines } = openLines(source, /#|!|\/\//)
  const blocks = splitBlocks(door, lines)
  const compounds = blocks.compounds.flatMap(line => readCompound(door, line) ?? [])
  const settings = new Map(
    blocks.settings.map(({ text }) => {
      const [key = '', value = ''] = text.split('=')
      return [key.trim().toUpperCase(), value.trim()]
    }),
  )
  const notes = [`imported from ${fileName} (MKMCXX)`]
  const names = new Set(compounds.map(compound => compound.name))
  const steps = blocks.reactions.flatMap(line => readMkmcxxReaction(door, line, names) ?? [])
  if (steps.some(step => step.perBar))
    notes.push('constants of AR steps with a gas are taken per bar, the unit of pressure in MKMCXX')
  if (compounds.length === 0 || steps.length === 0)
    refuseLine(door, lines[0]!, '', {
      rule: 'missing-block',
      message: `The file has no ${compounds.length === 0 ? 'compounds' : 'reactions'}.`,
      remedy: 'Add the blocks &compounds and &reactions.',
    })
  const draft = draftOf(compounds, settings, temperatures(door, blocks.runs), notes)
  return finishImport(door, { ...draft, steps: steps.map(({ step }) => step) }, notes)
}

function splitBlocks(door: Door, lines: readonly Line[]): Record<Block, Line[]> {
  const blocks: Record<Block, Line[]> = { compounds: [], reactions: [], settings: [], runs: [] }
  let current: Block | undefined
  for (const line of lines) {
    const text = line.text.trim()
    if (text === '') continue
    if (text.startsWith('&')) {
      const name = text.slice(1).trim().toLowerCase()
      current = BLOCKS.find(block => block === name)
      if (!current)
        refuseLine(door, line, text, {
          rule: 'unknown-block',
          message: `There is no block "${text}".`,
          remedy: `Known blocks are ${BLOCKS.map(block => `&${block}`).join(', ')}.`,
        })
    } else if (current) blocks[current].push(line)
  }
  return blocks
}

/** `CO*; 1; 0.0`: name, whether it is on the surface, start. */
function readCompound(door: Door, line: Line): Compound | undefined {
  const [name = '', site = '', start = '0'] = line.text.split(';').map(part => part.trim())
  const value = Number(start === '' ? '0' : start)
  const onSurface = site === '1'
  if (!/^(?:[A-Za-z][A-Za-z0-9_()-]*)?\*?(?:_[A-Za-z0-9]+)?$/.test(name) || name === '')
    return refuseLine(door, line, name, {
      rule: 'bad-name',
      message: `"${name}" cannot be the name of a compound here.`,
      remedy: 'Write gases as CO, adsorbates as CO*, the free site as *.',
    })
  if ((site !== '0' && site !== '1') || onSurface !== name.includes('*'))
    return refuseLine(door, line, site, {
      rule: 'contradiction',
      message: `Whether ${name} is on the surface is given as "${site}".`,
      remedy: 'Use 1 for names with a star and 0 for gases.',
    })
  if (!(value >= 0 && value < Infinity))
    return refuseLine(door, line, start, {
      rule: 'not-a-number',
      message: `The start "${start}" of ${name} is not a number from 0.`,
      remedy: 'Give a pressure in bar or a coverage.',
    })
  return { name, onSurface, start: value }
}

/** The first number of each line of &runs. */
function temperatures(door: Door, runs: readonly Line[]): number[] {
  return runs.flatMap(line => {
    const text = line.text.split(';')[0]!.trim()
    const T = Number(text)
    if (T > 0 && T < Infinity) return [T]
    refuseLine(door, line, text, {
      rule: 'not-a-number',
      message: `"${text}" is not a temperature in kelvin.`,
      remedy: 'Start each run with its temperature.',
    })
    return []
  })
}

function draftOf(
  compounds: readonly Compound[],
  settings: ReadonlyMap<string, string>,
  runs: readonly number[],
  notes: string[],
): ModelDraft {
  const total = Number(settings.get('PRESSURE') ?? 1)
  const gases = compounds.filter(compound => !compound.onSurface)
  const covered = compounds.filter(c => c.onSurface && c.start > 0 && !c.name.startsWith('*'))
  const [least, most] = [Math.min(...runs), Math.max(...runs)]
  if (runs.length > 1) notes.push(`the runs are the temperatures ${runs.join(', ')} K, now the vertical axis`)
  const first = gases.find(gas => gas.start > 0)
  return {
    isobar: 1,
    name: 'imported from MKMCXX',
    source: notes[0],
    reference_pressure: '1 bar',
    parameters: {
      T: `${runs[0] ?? 500} K`,
      ...Object.fromEntries(gases.map(gas => [`p_${parameterName(gas.name)}`, `${gas.start * total} bar`])),
    },
    gases: Object.fromEntries(gases.map(gas => [gas.name, `p_${parameterName(gas.name)}`])),
    ...(covered.length > 0 && {
      starts: { imported: Object.fromEntries(covered.map(c => [c.name, c.start])) },
      start: 'imported',
    }),
    ...(runs.length > 1 &&
      most > least &&
      first && {
        map: {
          x: `p_${parameterName(first.name)}=log:${(first.start * total) / 10}:${first.start * total * 10}:20`,
          y: `T=lin:${least}:${most}:${runs.length}`,
        },
      }),
  }
}

const parameterName = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_')
