import { type Mechanism } from '../mechanism.js'
import { type SweepSetup } from '../owner-contract.js'
import { type Axis } from '../plan.js'

/** What decides the numbers of a session, as far as people can change it. */
export interface Described {
  readonly setup: SweepSetup
  readonly mechanism: Mechanism
  readonly x: Axis
  readonly y: Axis
}

/** One thing that is not the same in two sessions. Values are undefined where a side has no such thing. */
export interface Difference {
  readonly kind: 'axis' | 'parameter' | 'solver' | 'start' | 'species' | 'model-text'
  /** Parameter, option or axis; the number of changed lines for `model-text`. */
  readonly name: string
  readonly unit: string
  readonly first: DifferenceValue
  readonly second: DifferenceValue
}

export type DifferenceValue = number | string | undefined

/** All that differs between two sessions; empty when they ask the same question. */
export function differencesBetween(a: Described, b: Described): Difference[] {
  return [
    ...axes(a, b),
    ...parameters(a, b),
    ...starts(a, b),
    ...solver(a, b),
    ...species(a.mechanism, b.mechanism),
    ...modelText(a.setup.modelText, b.setup.modelText),
  ]
}

function axes(a: Described, b: Described): Difference[] {
  return (['x', 'y'] as const).flatMap(name => {
    const [first, second] = [sayAxis(a[name]), sayAxis(b[name])]
    return first === second ? [] : [{ kind: 'axis' as const, name, unit: '', first, second }]
  })
}

const sayAxis = ({ parameter, scale, values, unit }: Axis): string =>
  `${parameter} ${short(values[0]!)} … ${short(values.at(-1)!)}${unit === '1' ? '' : ` ${unit}`}, ${values.length} ${scale}`

const short = (value: number): string => String(Number(value.toPrecision(6)))

function parameters(a: Described, b: Described): Difference[] {
  const [first, second] = [valuesOf(a), valuesOf(b)]
  const names = new Set([...first.keys(), ...second.keys()])
  return [...names].flatMap(name => {
    const [one, two] = [first.get(name), second.get(name)]
    if (one?.value === two?.value && one?.unit === two?.unit) return []
    return [
      {
        kind: 'parameter' as const,
        name,
        unit: one?.unit ?? two!.unit,
        first: one?.value,
        second: two?.value,
      },
    ]
  })
}

/** Values by parameter; those that follow from others or are an axis differ elsewhere. */
function valuesOf({ mechanism, setup, x, y }: Described): Map<string, { value: number; unit: string }> {
  return new Map(
    mechanism.parameters
      .filter(({ name, expression }) => !expression && name !== x.parameter && name !== y.parameter)
      .map(({ name, unit, value }) => [name, { value: setup.settings[name] ?? value, unit }]),
  )
}

function starts(a: Described, b: Described): Difference[] {
  const say = ({ setup: { start } }: Described): string =>
    typeof start === 'string'
      ? start
      : Object.entries(start)
          .filter(([, value]) => value !== 0)
          .map(([name, value]) => `${name} ${short(value)}`)
          .join(', ')
  const [first, second] = [say(a), say(b)]
  return first === second ? [] : [{ kind: 'start', name: 'start', unit: '', first, second }]
}

function solver(a: Described, b: Described): Difference[] {
  const [first, second] = [a.setup.solver ?? {}, b.setup.solver ?? {}]
  const names = new Set([...Object.keys(first), ...Object.keys(second)]) as Set<keyof typeof first>
  return [...names].flatMap(name =>
    first[name] === second[name]
      ? []
      : [{ kind: 'solver' as const, name, unit: '', first: first[name], second: second[name] }],
  )
}

function species(a: Mechanism, b: Mechanism): Difference[] {
  const list = ({ gases, surface, steps }: Mechanism): string[] => [
    ...gases.map(gas => gas.name),
    ...surface.map(adsorbate => adsorbate.name),
    ...steps.map(step => step.equation),
  ]
  const [first, second] = [list(a), list(b)]
  const only = (these: string[], those: string[]): string[] => these.filter(name => !those.includes(name))
  const difference = (name: string, inFirst: boolean): Difference => ({
    kind: 'species',
    name,
    unit: '',
    first: inFirst ? name : undefined,
    second: inFirst ? undefined : name,
  })
  return [
    ...only(first, second).map(name => difference(name, true)),
    ...only(second, first).map(name => difference(name, false)),
  ]
}

/** Lines that only one of the texts has; a reader who wants more opens both. */
function modelText(a: string, b: string): Difference[] {
  const lines = (text: string): string[] =>
    text
      .split(/\r?\n/)
      .map(line => line.trim())
      .filter(line => line !== '')
  const [first, second] = [lines(a), lines(b)]
  const [inFirst, inSecond] = [new Set(first), new Set(second)]
  const removed = first.filter(line => !inSecond.has(line)).length
  const added = second.filter(line => !inFirst.has(line)).length
  if (removed === 0 && added === 0) return []
  return [
    { kind: 'model-text', name: String(Math.max(removed, added)), unit: '', first: removed, second: added },
  ]
}
