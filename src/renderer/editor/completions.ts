import { parseUnit, UNIT_NAMES } from '../../shared/model/units.js'
import { FUNCTION_NAMES } from '../../shared/model/keys.js'
import { contextAt } from './cursor-context.js'
import { type Outline, outlineOf } from './outline.js'
import { keysAt, type Slot, slotAt } from './slots.js'

export interface Offer {
  readonly label: string
  readonly type: 'property' | 'variable' | 'function' | 'constant' | 'type' | 'keyword'
  readonly detail?: string
  /** What is written instead of the label. */
  readonly apply?: string
}

export interface Offers {
  /** Where the word to be replaced begins. */
  readonly from: number
  readonly offers: readonly Offer[]
}

const COMPOUND_UNITS = [
  'kJ/mol',
  'kcal/mol',
  '1/s',
  '1/min',
  '1/h',
  'm^2',
  'cm^2',
  'nm^2',
  'Å^2',
  'g/mol',
  'cm^-1',
  'mol/m^3',
  'mol/cm^3',
  'm^3',
  'cm^3',
  'cm^3/min',
  'L/min',
  'mL/min',
]
const UNITS = [...UNIT_NAMES.filter(name => !['1', 'mol'].includes(name)), ...COMPOUND_UNITS]
const NUMBER_BEFORE = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s+(\S*)$/

/**
 * What may be written at the cursor; undefined where nothing is known to fit.
 *
 * @param outputs of the last model without errors
 */
export function offersAt(text: string, cursor: number, outputs: readonly string[]): Offers | undefined {
  const place = contextAt(text.slice(0, cursor))
  if (!place) return undefined
  const { path, role, before } = place
  const outline = outlineOf(text)
  const from = (word: string): number => cursor - word.length
  if (role === 'key') {
    const keys = keysAt(path)
    const names = keys === 'adsorbates' ? outline.adsorbates : keys
    return (
      names && {
        from: from(before),
        offers: names.map(label => ({ label, type: 'property', apply: `${label}: ` })),
      }
    )
  }
  const slot = slotAt(path)
  if (!slot) return undefined
  if (slot.kind === 'quantity') {
    const unit = NUMBER_BEFORE.exec(before)?.[1]
    if (unit !== undefined) return { from: from(unit), offers: unitOffers(slot.dimension) }
  }
  const word = /[^\s+]*$/.exec(before)![0]
  switch (slot.kind) {
    case 'equation':
      return { from: from(word), offers: speciesOffers(outline) }
    case 'expression': {
      const name = /\w*$/.exec(before)![0]
      return { from: from(name), offers: [...parameterOffers(outline), ...functionOffers] }
    }
    default:
      return { from: from(before), offers: plainOffers(slot, outline, outputs) }
  }
}

function plainOffers(slot: Slot, outline: Outline, outputs: readonly string[]): Offer[] {
  const constants = (names: readonly string[]): Offer[] => names.map(label => ({ label, type: 'constant' }))
  switch (slot.kind) {
    case 'words':
      return constants(slot.words)
    case 'quantity':
      return parameterOffers(outline, slot.dimension)
    case 'unit':
      return unitOffers(undefined)
    case 'gas':
      return constants(outline.gases)
    case 'adsorbate':
      return constants(outline.adsorbates)
    case 'site':
      return constants(outline.sites)
    case 'start':
      return constants(['empty', ...outline.starts])
    case 'output':
      return constants(outputs)
    case 'parameter':
      return parameterOffers(outline)
    case 'axis':
      return parameterOffers(outline).flatMap(offer =>
        ['lin', 'log', 'list'].map(scale => ({ ...offer, label: `${offer.label}=${scale}:` })),
      )
    default:
      return []
  }
}

const functionOffers: readonly Offer[] = FUNCTION_NAMES.map(label => ({
  label,
  type: 'function',
  apply: `${label}(`,
}))

const parameterOffers = ({ parameters }: Outline, dimension?: string): Offer[] =>
  parameters
    .filter(parameter => dimension === undefined || parameter.dimension === dimension)
    .map(({ name, detail }) => ({ label: name, type: 'variable', detail }))

/** Θ stands for a characteristic temperature, which is also given as a wavenumber or an energy. */
const unitOffers = (dimension: string | undefined): Offer[] =>
  UNITS.filter(unit => {
    const own = parseUnit(unit)!.dimension
    return (
      dimension === undefined || own === dimension || (dimension === 'Θ' && ['K', 'm-1', 'eV'].includes(own))
    )
  }).map(label => ({ label, type: 'type' }))

const speciesOffers = ({ gases, adsorbates, sites }: Outline): Offer[] => [
  ...adsorbates.map((label): Offer => ({ label, type: 'variable' })),
  ...gases.map((label): Offer => ({ label, type: 'constant' })),
  ...sites.map((label): Offer => ({ label, type: 'type' })),
  ...['<->', '->'].map((label): Offer => ({ label, type: 'keyword', apply: `${label} ` })),
]
