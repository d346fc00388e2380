import { conditionsOf } from '../energy/step-energies.js'
import { IsobarError } from '../errors.js'
import type { Mechanism, Step, Term } from '../mechanism.js'
import { type ArrheniusForm, arrheniusForms } from './arrhenius-form.js'
import { rateTable } from './rate-table.js'
import type { ScriptPoint } from './scipy-script.js'

export interface CanteraPoint extends ScriptPoint {
  /** [mol cm⁻²] */
  readonly siteDensity: number
}

/** Molar gas constant [J kmol⁻¹ K⁻¹] and kB [eV K⁻¹] as Cantera has them, exact by the SI of 2019. */
const R = 8314.46261815324
const KB = 1.380649e-23 / 1.602176634e-19

interface Reaction {
  readonly step: Step
  readonly left: readonly Term[]
  readonly right: readonly Term[]
  readonly form: ArrheniusForm
  /** Of surface species beyond mass action: slope of ln k and power of θ, shape (surface) each. */
  readonly slope: readonly number[]
  readonly power: readonly number[]
  readonly orders: readonly Term[] | undefined
}

/**
 * A mechanism as a surface mechanism of Cantera 3 in SI units, each direction of a step an irreversible reaction,
 * so that no thermochemistry is needed. Throws `input/invalid` where Cantera has no such thing.
 */
export function canteraYaml(point: CanteraPoint): string {
  const { mechanism, settings, start, siteDensity } = point
  refuseForeign(mechanism)
  const { T } = rateTable(mechanism, settings)
  const reactions = reactionsOf(point).filter(({ form }) => form.A > 0)
  const local = new Set(reactions.filter(({ form }) => form.local).map(({ step }) => step.label))
  const density = siteDensity * 10
  const names = namesOf(mechanism)
  const keys = reactions.map(({ left, right }) => `${keyOf(left)} ${keyOf(right)}`)
  return [
    `# ${oneLine(mechanism.name)}, written by Isobar.`,
    ...(mechanism.source === '' ? [] : [`# Source of the model: ${oneLine(mechanism.source)}`]),
    `# The site density, ${siteDensity} mol/cm2, is not part of the model; rates per site do not depend on it.`,
    '# Species have no thermochemistry here: reverse rates are reactions of their own.',
    ...[...local].map(label => `# Only at ${T} K, because of thermochemistry: ${oneLine(label)}`),
    '',
    'units: {length: m, time: s, quantity: kmol, activation-energy: eV}',
    '',
    'phases:',
    ...gasPhase(mechanism, point, T, names),
    '- name: surface',
    '  thermo: ideal-surface',
    '  adjacent-phases: [gas]',
    `  species: [${mechanism.surface.map((_, i) => names.surface[i]!).join(', ')}]`,
    '  kinetics: surface',
    '  reactions: all',
    `  site-density: ${density}`,
    '  state:',
    `    T: ${T}`,
    `    coverages: {${mechanism.surface.map((s, i) => `${names.surface[i]!}: ${start[i]! * s.occupies}`).join(', ')}}`,
    '',
    'species:',
    ...mechanism.gases.map((gas, g) => speciesLine(names.gases[g]!, gas.composition, 1)),
    ...mechanism.surface.map((s, i) => speciesLine(names.surface[i]!, s.composition, s.occupies)),
    '',
    'reactions:',
    ...reactions.flatMap((reaction, k) =>
      reactionLines(
        mechanism,
        names,
        reaction,
        density,
        T,
        keys.indexOf(keys[k]!) !== keys.lastIndexOf(keys[k]!),
      ),
    ),
    '',
  ].join('\n')
}

function refuseForeign({ sites, reactor }: Mechanism): void {
  if (reactor)
    throw new IsobarError('input/invalid', 'the reactor cannot be written for Cantera', {
      field: 'reactor',
      value: reactor.kind,
      remedy:
        'convert to Python, or remove "reactor" from the model for the mechanism alone and build the reactor in Cantera',
    })
  const other = sites[1] ?? (sites[0]!.total === 1 ? undefined : sites[0]!)
  if (!other) return
  throw new IsobarError('input/invalid', `the sites ${other.name} cannot be written for Cantera`, {
    field: 'sites',
    value: `${other.name}: ${other.total}`,
    remedy: 'convert a model with one type of sites whose total is 1',
  })
}

function reactionsOf({ mechanism, settings }: CanteraPoint): Reaction[] {
  const at = conditionsOf(mechanism, settings)
  const table = rateTable(mechanism, settings)
  return mechanism.steps.flatMap((step, j) => {
    const forms = arrheniusForms(step, at)
    const beyond = (way: 'forward' | 'reverse', left: readonly Term[]) => ({
      slope: table[way].slope[j]!,
      power: table[way].order[j]!.map((order, i) => order - countOf(left, i)),
    })
    const { reactants, products, orders } = step
    const forward: Reaction = {
      ...{ step, left: reactants, right: products, form: withDecades(step, forms.forward), orders },
      ...beyond('forward', orders ?? reactants),
    }
    if (!forms.reverse) return [forward]
    const form = withDecades(step, forms.reverse)
    const back = { step, left: products, right: reactants, form, orders: undefined }
    return [forward, { ...back, ...beyond('reverse', products) }]
  })
}

/** 10^(a θ) is written as an energy, which is the same at one temperature. */
const withDecades = (step: Step, form: ArrheniusForm): ArrheniusForm => {
  const effects = [...(step.coverage ?? []), ...(step.reverseCoverage ?? [])]
  return effects.some(({ decades }) => decades !== undefined) ? { ...form, local: true } : form
}

const countOf = (terms: readonly Term[], surface: number): number =>
  terms.reduce((sum, term) => ('surface' in term && term.surface === surface ? sum + term.count : sum), 0)

interface Names {
  readonly gases: readonly string[]
  readonly surface: readonly string[]
}

/** Gases keep their names as far as Cantera takes them, `CO*` becomes `CO(S)`; no name twice. */
function namesOf({ gases, surface }: Mechanism): Names {
  const taken = new Set<string>()
  const name = (text: string, suffix: string): string => {
    const stem = text.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?![A-Za-z])/, 'X')
    let candidate = `${stem}${suffix}`
    for (let k = 2; taken.has(candidate); k++) candidate = `${stem}_${k}${suffix}`
    taken.add(candidate)
    return candidate
  }
  return {
    gases: gases.map(gas => name(gas.name, '')),
    surface: surface.map(s => name(s.free ? 'site' : s.name.split('*')[0]!, '(S)')),
  }
}

function gasPhase(mechanism: Mechanism, { settings }: CanteraPoint, T: number, names: Names): string[] {
  const { activities } = rateTable(mechanism, settings)
  const total = activities.reduce((sum, a) => sum + a, 0)
  if (!(total > 0))
    throw new IsobarError('input/invalid', 'no gas has a pressure', {
      field: '--set',
      value: '',
      remedy: 'give at least one gas a pressure above 0',
    })
  const shares = activities.map((a, g) => `${names.gases[g]!}: ${a / total}`)
  return [
    '- name: gas',
    '  thermo: ideal-gas',
    `  species: [${names.gases.join(', ')}]`,
    '  state:',
    `    T: ${T}`,
    `    P: ${total * mechanism.referencePressure} Pa`,
    `    X: {${shares.join(', ')}}`,
  ]
}

function speciesLine(name: string, composition: Readonly<Record<string, number>>, sites: number): string {
  const atoms = Object.entries(composition).map(([symbol, count]) => `${symbol}: ${count}`)
  return (
    `- {name: ${name}, composition: {${atoms.join(', ')}}, ${sites === 1 ? '' : `sites: ${sites}, `}` +
    'thermo: {model: constant-cp}}'
  )
}

function reactionLines(
  mechanism: Mechanism,
  names: Names,
  { left, right, form, slope, power, orders }: Reaction,
  density: number,
  T: number,
  duplicate: boolean,
): string[] {
  const nameOf = (term: Term): string =>
    'gas' in term ? names.gases[term.gas]! : names.surface[term.surface]!
  const side = (terms: readonly Term[]): string =>
    terms.map(term => `${term.count === 1 ? '' : `${term.count} `}${nameOf(term)}`).join(' + ')
  const inRate = orders ?? left
  const onGas = inRate.reduce((sum, term) => sum + ('gas' in term ? term.count : 0), 0)
  const onSurface = inRate.reduce((sum, term) => sum + ('gas' in term ? 0 : term.count), 0)
  // Per area, with concentrations p/RT in place of p/p⁰ and Γ θ in place of θ.
  const perArea = density ** (1 - onSurface) * (R / mechanism.referencePressure) ** onGas
  // Cantera's coverages are shares of the sites.
  const occupied = mechanism.surface.map(({ occupies }) => occupies)
  const share = power.reduce((factor, m, i) => factor * occupied[i]! ** -m, 1)
  const effects = slope.flatMap((value, i) => {
    const [E, m] = [(-value * KB * T) / occupied[i]!, power[i]!]
    return E === 0 && m === 0 ? [] : [`${names.surface[i]!}: {a: 0, m: ${m}, E: ${E + 0}}`]
  })
  const others = left.filter(term => !inRate.some(other => nameOf(other) === nameOf(term)))
  const stated = [...inRate, ...others.map(term => ({ ...term, count: 0 }))]
  return [
    `- equation: ${side(left)} => ${side(right)}`,
    `  rate-constant: {A: ${form.A * perArea * share}, b: ${form.b + onGas}, Ea: ${(form.Ea * KB) / mechanism.constants.kBeV}}`,
    ...(orders ? [`  orders: {${stated.map(term => `${nameOf(term)}: ${term.count}`).join(', ')}}`] : []),
    ...(effects.length > 0 ? [`  coverage-dependencies: {${effects.join(', ')}}`] : []),
    ...(duplicate ? ['  duplicate: true'] : []),
  ]
}

const keyOf = (terms: readonly Term[]): string =>
  terms
    .map(term => ('gas' in term ? `g${term.gas}` : `s${term.surface}`) + `x${term.count}`)
    .sort()
    .join('+')

const oneLine = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()
