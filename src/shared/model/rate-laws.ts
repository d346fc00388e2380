import { isMap, isScalar } from 'yaml'
import type { RateLaw, ReverseLaw } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { withoutGasMark } from './equation.js'
import { ADSORPTION_KEYS, ARRHENIUS_KEYS, ENERGIES_KEYS, LAW_KEYS, REVERSE_LAW_KEYS } from './keys.js'
import { suggest } from './nearest.js'
import { parameterAt, type Registry } from './parameters.js'
import { flagOf, plainTextOf, recordOf, wrongType } from './reader.js'
import { readSurfaceThermo } from './thermo-tables.js'

/** What a rate law may need to know of its step. */
export interface LawContext {
  readonly door: Door
  readonly registry: Registry
  readonly label: string
  readonly gases: readonly { readonly name: string }[]
  /** Gases on the side this law starts from. */
  readonly reactantGases: readonly number[]
  /** `` for the forward law, `reverse_` for an explicit reverse law; before parameter names. */
  readonly prefix: '' | 'reverse_'
}

const EXAMPLE = 'Write for example { barrier: 0.75 eV } or { rate_constant: 1e13 1/s }.'

/** A mapping with one key, which names the law; `energies` also stands alone. */
function lawOf<K extends string>(
  context: LawContext,
  cell: Cell,
  laws: readonly K[],
): { law: K; cell: Cell } | undefined {
  const { door } = context
  if (isScalar(cell.node) && cell.node.value === 'energies') return { law: 'energies' as K, cell }
  if (!isMap(cell.node)) return wrongType(door, cell, 'a rate law', EXAMPLE)
  const before = door.findings.length
  const record = recordOf(door, cell, laws)
  const given = Object.entries(record ?? {}) as [K, Cell][]
  if (given.length === 1) return { law: given[0]![0], cell: given[0]![1] }
  if (door.findings.length > before) return undefined
  return report(door, cell, {
    rule: given.length === 0 ? 'missing-key' : 'two-laws',
    message: given.length === 0 ? 'The rate law is missing.' : 'Two rate laws contradict each other.',
    remedy: `Give exactly one of ${laws.join(', ')}.`,
  })
}

export function readForwardLaw(context: LawContext, cell: Cell): RateLaw | undefined {
  const found = lawOf(context, cell, LAW_KEYS)
  return found && readLaw(context, found.law, found.cell)
}

export function readReverseLaw(context: LawContext, cell: Cell): ReverseLaw | undefined {
  const found = lawOf(context, cell, REVERSE_LAW_KEYS)
  if (!found) return undefined
  const { door, registry, label } = context
  if (found.law === 'free_energy' || found.law === 'reaction_energy') {
    const value = parameterAt(door, registry, found.cell, 'eV', `${found.law}(${label})`)
    const kind = found.law === 'free_energy' ? 'free-energy' : 'reaction-energy'
    return value === undefined ? undefined : { kind, value }
  }
  if (found.law === 'energies') return { kind: 'energies' }
  const law = readLaw(context, found.law, found.cell)
  return law && { kind: 'law', law }
}

function readLaw(context: LawContext, law: (typeof LAW_KEYS)[number], cell: Cell): RateLaw | undefined {
  switch (law) {
    case 'rate_constant': {
      const k = numberAt(context, cell, 's-1', 'rate_constant')
      return k === undefined ? undefined : { kind: 'constant', k }
    }
    case 'barrier': {
      const barrier = numberAt(context, cell, 'eV', 'barrier')
      return barrier === undefined ? undefined : { kind: 'tst', barrier }
    }
    case 'arrhenius':
      return readArrhenius(context, cell)
    case 'adsorption':
      return readAdsorption(context, cell)
    case 'energies':
      return readEnergies(context, cell)
  }
}

const numberAt = (context: LawContext, cell: Cell, dimension: string, name: string): number | undefined =>
  parameterAt(context.door, context.registry, cell, dimension, `${context.prefix}${name}(${context.label})`)

function readArrhenius(context: LawContext, cell: Cell): RateLaw | undefined {
  const record = recordOf(context.door, cell, ARRHENIUS_KEYS, ['A', 'Ea'])
  if (!record?.A || !record.Ea) return undefined
  const A = numberAt(context, record.A, 's-1', 'A')
  const b = record.b && numberAt(context, record.b, '1', 'b')
  const Ea = numberAt(context, record.Ea, 'eV', 'Ea')
  if (A === undefined || Ea === undefined || (record.b && b === undefined)) return undefined
  return { kind: 'arrhenius', A, b, Ea }
}

function readAdsorption(context: LawContext, cell: Cell): RateLaw | undefined {
  const { door } = context
  const record = recordOf(door, cell, ADSORPTION_KEYS, ['sticking', 'area'])
  if (!record) return undefined
  const gas = adsorbingGas(context, cell, record.gas)
  const sticking = record.sticking && numberAt(context, record.sticking, '1', 'sticking')
  const area = record.area && numberAt(context, record.area, 'm2', 'area')
  const barrier = record.barrier && numberAt(context, record.barrier, 'eV', 'barrier')
  if (gas === undefined || sticking === undefined || area === undefined) return undefined
  const b = record.b && numberAt(context, record.b, '1', 'b')
  const motzWise = record.motz_wise ? flagOf(door, record.motz_wise) : false
  if ((record.barrier && barrier === undefined) || (record.b && b === undefined)) return undefined
  if (motzWise === undefined) return undefined
  const law = { kind: 'collision', gas, sticking, area, barrier } as const
  return { ...law, ...(b !== undefined && { b }), ...(motzWise && { motzWise: true as const }) }
}

function adsorbingGas(context: LawContext, cell: Cell, stated: Cell | undefined): number | undefined {
  const { door, gases, reactantGases } = context
  if (!stated) {
    if (reactantGases.length === 1) return reactantGases[0]
    const side = context.prefix === '' ? 'left' : 'right'
    return report(door, cell, {
      rule: 'no-adsorbing-gas',
      message: `Adsorption needs one gas on the ${side} side of the equation, not ${reactantGases.length}.`,
      remedy: reactantGases.length === 0 ? 'Use another rate law.' : 'Add "gas: NAME".',
    })
  }
  const name = plainTextOf(door, stated)
  if (name === undefined) return undefined
  const index = reactantGases.find(gas => gases[gas]!.name === withoutGasMark(name))
  if (index !== undefined) return index
  const names = reactantGases.map(gas => gases[gas]!.name)
  return report(door, stated, {
    rule: 'unknown-species',
    message: `The gas ${name} does not collide with the surface in this step.`,
    remedy: names.length === 0 ? 'Use another rate law.' : suggest(name, names),
  })
}

/** `energies` alone: no barrier beyond ΔG; `{ transition_state: 4.04 eV }` with one. */
function readEnergies(context: LawContext, cell: Cell): RateLaw | undefined {
  const { door } = context
  if (isScalar(cell.node)) {
    if (cell.node.value === 'energies' || cell.node.value === true)
      return { kind: 'energies', transitionState: undefined }
    return wrongType(door, cell, 'a mapping', 'Write "energies" or { transition_state: 4.04 eV }.')
  }
  const record = recordOf(door, cell, ENERGIES_KEYS, ['transition_state'])
  if (!record?.transition_state) return undefined
  const transitionState = numberAt(context, record.transition_state, 'eV', 'transition_state')
  const name = `${context.prefix}transition_correction(${context.label})`
  const thermo = readSurfaceThermo(door, context.registry, name, record.thermo)
  if (transitionState === undefined || !thermo) return undefined
  const { correction } = thermo
  return { kind: 'energies', transitionState, ...(correction && { transitionCorrection: correction }) }
}
