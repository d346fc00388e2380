import { shallowReactive } from 'vue'
import { formatCount } from '../../shared/figure/numbers.js'
import { type Catalogue, en } from './en.js'

/**
 * The words in the language in force. Templates and computeds that read `text.area.key` follow a change of
 * language; a word copied anywhere else would stay behind.
 */
export const text: Catalogue = shallowReactive<Catalogue>({ ...en })

/** Changes the language by changing every area of words. */
export const exchangeWords = (words: Catalogue): void => void Object.assign(text, words)

/** Fills `{name}` places; a place without a value stays visible, so that a test or a user notices. */
export const say = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))

/** The form that goes with a number; languages that know only one give it twice. */
export const plural = (forms: { readonly one: string; readonly other: string }, n: number): string =>
  say(n === 1 ? forms.one : forms.other, { n: formatCount(n) })
