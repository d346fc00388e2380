import { formatInput } from '../../shared/figure/numbers.js'
import { type Parameter } from '../../shared/mechanism.js'
import { parseUnit } from '../../shared/model/units.js'
import { checkValue, readNumber } from '../composables/form-values.js'

export type TypedQuantity = { readonly digits: string } | { readonly problem: string }

/**
 * What somebody typed for a parameter, as digits in its own unit: `500`, `500 K`, and also `227 degC` where
 * K is wanted, because expressions and axes count in the unit the model has.
 */
export function readQuantity(typed: string, unit: string, kind: Parameter['kind']): TypedQuantity {
  const value = readNumber(typed, unit)
  const number = typeof value === 'number' ? value : convert(typed, unit)
  if (number === undefined) return { problem: value as string }
  const problem = checkValue(number, kind)
  return problem === undefined ? { digits: formatInput(number) } : { problem }
}

function convert(typed: string, unit: string): number | undefined {
  const [, digits, written] =
    /^\s*([-+\d.]+(?:e[-+]?\d+)?)\s*(\S.*?)\s*$/i.exec(typed.normalize('NFKC').replace(/\u2212/g, '-')) ?? []
  const from = written === undefined ? undefined : parseUnit(written)
  const to = parseUnit(unit)
  const number = digits === undefined ? undefined : readNumber(digits, '1')
  if (typeof number !== 'number' || !from || !to || from.dimension !== to.dimension) return undefined
  const internal = number * from.factor + from.offset
  // Beyond twelve figures stands only the rounding of the conversion.
  return Number(((internal - to.offset) / to.factor).toPrecision(12))
}
