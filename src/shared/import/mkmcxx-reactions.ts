import type { Door } from '../model/door.js'
import { type Line, refuseLine } from './line-door.js'

// Exact by the SI of 2019.
const K_B = 1.380649e-23
const H = 6.62607015e-34
const AMU = 1.6605390666e-27

export interface MkmcxxStep {
  readonly step: Readonly<Record<string, unknown>>
  /** Its constants take pressures in bar. */
  readonly perBar: boolean
}

/** `AR; {A} + {*} => {A*}; Af; Ab; Eaf; Eab` or `HK; …; area; mass; Θ; σ; S; Edes`, energies in J/mol. */
export function readMkmcxxReaction(
  door: Door,
  line: Line,
  names: ReadonlySet<string>,
): MkmcxxStep | undefined {
  const [kind = '', written = '', ...rest] = line.text.split(';').map(part => part.trim())
  const equation = readEquation(door, line, written, names)
  if (!equation) return undefined
  const wanted = kind === 'AR' ? 4 : kind === 'HK' ? 6 : 0
  if (wanted === 0)
    return refuseLine(door, line, kind, {
      rule: 'unknown-kind',
      message: `Reactions of the kind "${kind}" are not imported.`,
      remedy: 'Use AR (Arrhenius) or HK (Hertz–Knudsen).',
    })
  const numbers = rest.slice(0, wanted).map(Number)
  if (numbers.length < wanted || numbers.some(value => !Number.isFinite(value)))
    return refuseLine(door, line, rest[numbers.findIndex(value => !Number.isFinite(value))] ?? '', {
      rule: 'not-a-number',
      message: `An ${kind} reaction needs ${wanted} numbers.`,
      remedy:
        kind === 'AR'
          ? 'Give the pre-exponential factors and the barriers (J/mol), forward and backward.'
          : 'Give area (m²), mass (amu), rotational temperature (K), symmetry number, sticking, desorption energy (J/mol).',
    })
  const step = kind === 'AR' ? arrhenius(numbers) : hertzKnudsen(numbers)
  return { step: { equation: equation.text, ...step }, perBar: kind === 'AR' && equation.hasGas }
}

function readEquation(
  door: Door,
  line: Line,
  written: string,
  names: ReadonlySet<string>,
): { text: string; hasGas: boolean } | undefined {
  const sides = written.split('=>')
  if (sides.length !== 2)
    return refuseLine(door, line, written, {
      rule: 'bad-equation',
      message: `"${written}" is not an equation.`,
      remedy: 'Write {CO} + {*} => {CO*}.',
    })
  const terms = [...written.matchAll(/(\d*)\s*\{([^{}]*)\}/g)]
  const unknown = terms.find(term => !names.has(term[2]!.trim()))
  const leftover = written.replace(/(\d*)\s*\{[^{}]*\}/g, '').replace(/[\s+]|=>/g, '')
  if (unknown || leftover !== '')
    return refuseLine(door, line, unknown ? unknown[2]! : leftover, {
      rule: 'unknown-species',
      message: `"${unknown ? unknown[2]! : leftover}" is not one of the compounds.`,
      remedy: 'List it under &compounds and write it in braces.',
    })
  const write = (side: string): string =>
    [...side.matchAll(/(\d*)\s*\{([^{}]*)\}/g)]
      .map(([, count, name]) => `${count === '' ? '' : `${count} `}${name!.trim()}`)
      .join(' + ')
  return {
    text: `${write(sides[0]!)} <-> ${write(sides[1]!)}`,
    hasGas: terms.some(term => !term[2]!.includes('*')),
  }
}

function arrhenius([Af, Ab, Ef, Eb]: readonly number[]): Record<string, unknown> {
  const law = (A: number, Ea: number): unknown =>
    A === 0 ? { rate_constant: '0 1/s' } : { arrhenius: { A: `${A} 1/s`, Ea: `${Ea} J/mol` } }
  return { forward: law(Af!, Ef!), reverse: law(Ab!, Eb!) }
}

/** Adsorption by collisions; desorption kB T³/h³ · A 2π m kB/(σ Θ) exp(−E/RT), of a linear molecule. */
function hertzKnudsen([area, mass, rotational, symmetry, sticking, energy]: readonly number[]): Record<
  string,
  unknown
> {
  const factor = ((K_B / H ** 3) * area! * 2 * Math.PI * mass! * AMU * K_B) / (symmetry! * rotational!)
  return {
    forward: { adsorption: { sticking, area: `${area} m^2` } },
    reverse: { arrhenius: { A: `${factor} 1/s`, b: 3, Ea: `${energy} J/mol` } },
  }
}
