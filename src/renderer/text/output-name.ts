import { briefOutput, prettyOutput } from '../../shared/figure/names.js'
import { text } from './text.js'

/** An output as people write it; those that are words, in the language in force. */
export const outputName = (name: string): string => text.outputs[name] ?? prettyOutput(name)

/** The same where a heading already says what kind of output it is. */
export const briefOutputName = (name: string): string => text.outputs[name] ?? briefOutput(name)
