import { type Parameter } from '../../shared/mechanism.js'
import { formatNumber, withUnit } from '../../shared/figure/numbers.js'
import { text } from '../text/text.js'
import { type SelectOptions } from './ui/select-options.js'

const KINDS: readonly Parameter['kind'][] = ['pressure', 'temperature', 'energy', 'rate', 'other']

/** Parameters that can be an axis, by kind, with the value they have now. */
export const parameterOptions = (parameters: readonly Parameter[]): SelectOptions =>
  KINDS.map(kind => ({
    label: text.kinds[kind],
    items: parameters
      .filter(p => p.kind === kind && !p.expression)
      .map(p => ({ value: p.name, label: p.name, hint: withUnit(formatNumber(p.value, 4), p.unit) })),
  })).filter(group => group.items.length > 0)
