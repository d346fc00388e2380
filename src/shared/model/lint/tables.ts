import { rangeAt } from '../thermochemistry.js'
import type { AxisRequest, Mechanism, TabulatedCorrection } from '../../mechanism.js'
import { isStated, type LintContext, type Path, short, type Suspicion } from './lint-context.js'

interface Table {
  readonly name: string
  readonly path: Path
  readonly correction: TabulatedCorrection
}

/** A table whose pressure is only assumed, in a model that counts from another one. */
export function checkTablePressures({ mechanism, root }: LintContext): Suspicion[] {
  const { referencePressure, gases } = mechanism
  return tables(gases, 'gases').flatMap(({ name, path, correction }): Suspicion[] => {
    if (correction.pressure === referencePressure || isStated(root, [...path, 'reference_pressure']))
      return []
    return [
      {
        rule: 'table-pressure',
        path,
        message:
          `The table of ${name} is taken to be at ${short(correction.pressure)} Pa, but the reference pressure of ` +
          `the model is ${short(referencePressure)} Pa.`,
        remedy:
          'Write at which pressure the table is: "reference_pressure: 1 bar" (or 1 atm) beside its ranges.',
      },
    ]
  })
}

/** Nothing is extrapolated, so outside a table every point fails. */
export function checkTableRanges({ mechanism, at }: LintContext): Suspicion[] {
  const temperatures = [at.T, ...variedTemperatures(mechanism)]
  return [...tables(mechanism.gases, 'gases'), ...tables(mechanism.surface, 'adsorbates')].flatMap(
    ({ name, path, correction: { ranges } }): Suspicion[] => {
      const T = temperatures.find(temperature => !rangeAt(ranges, temperature))
      if (T === undefined) return []
      const [least, most] = [Math.min(...ranges.map(r => r.from)), Math.max(...ranges.map(r => r.to))]
      return [
        {
          rule: 'outside-table',
          path,
          message: `At ${short(T)} K, which this model asks for, the table of ${name} says nothing: it goes from ${short(least)} to ${short(most)} K.`,
          remedy: 'Change the temperature, or add a range to the table.',
        },
      ]
    },
  )
}

function tables(
  species: readonly { readonly name: string; readonly correction?: { readonly kind: string } }[],
  block: 'gases' | 'adsorbates',
): Table[] {
  return species.flatMap(({ name, correction }) =>
    correction?.kind === 'shomate' || correction?.kind === 'nasa7'
      ? [{ name, path: [block, name, 'thermo'], correction: correction as TabulatedCorrection }]
      : [],
  )
}

/** [K] The ends of a temperature axis of the map. */
function variedTemperatures({ defaults, parameters, temperature }: Mechanism): number[] {
  const { name, factor, offset } = parameters[temperature]!
  const ends = (axis: AxisRequest): readonly number[] =>
    axis.scale === 'list' ? axis.values : [axis.from, axis.to]
  return [defaults.x, defaults.y]
    .flatMap(axis => (axis?.parameter === name ? ends(axis) : []))
    .map(value => value * factor + offset)
}
