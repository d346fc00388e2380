import { formatCount } from '../../shared/figure/numbers.js'
import { en } from './en.js'

/** The words in the language in force. */
export const text = en

/** Fills `{name}` places; a place without a value stays visible, so that a test or a user notices. */
export const say = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))

/** The form that goes with a number; languages that know only one give it twice. */
export const plural = (forms: { readonly one: string; readonly other: string }, n: number): string =>
  say(n === 1 ? forms.one : forms.other, { n: formatCount(n) })
