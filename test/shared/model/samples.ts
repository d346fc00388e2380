import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (folder: string, name: string): string =>
  readFileSync(join(import.meta.dirname, '../../..', folder, name), 'utf8')

export const sample = (name: string): string => read('resources/models', `${name}.yaml`)
export const fixture = (name: string): string => read('test/fixtures/models', name)

export const SAMPLES = [
  'co-oxidation-pt100',
  'co-oxidation-ruo2',
  'co-oxidation-tst-450K',
  'co-oxidation-volcano',
  'hydrogen-oxidation-pt',
  'nh3-synthesis-ru',
  'oscillating-co-oxidation',
] as const

/** Replaces a passage that stands exactly once; a test whose passage is gone must fail. */
export function edit(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand exactly once`)
  return text.replace(from, () => to)
}

/** 1-based line and column of the first occurrence. */
export function positionOf(text: string, needle: string): { line: number; column: number } {
  const at = text.indexOf(needle)
  if (at < 0) throw new Error(`"${needle}" is not in the text`)
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
