import { upName } from '../../shared/hysteresis-columns.js'
import { briefOutput, prettyOutput } from '../../shared/figure/names.js'
import { text } from './text.js'

/** An output as people write it; those that are words, in the language in force. */
export const outputName = (name: string): string => inWords(name, prettyOutput)

/** The same where a heading already says what kind of output it is. */
export const briefOutputName = (name: string): string => inWords(name, briefOutput)

function inWords(name: string, symbol: (name: string) => string): string {
  const up = upName(name)
  const word = text.outputs[up ?? name]
  if (word === undefined) return symbol(name)
  return up === undefined ? word : `${word} ↓`
}
