import { shallowRef } from 'vue'

/**
 * An English sentence as the owner makes it, with `{name}` for what differs, and the same in another language.
 * The owner's sentences also stand in logs, terminals and session files, so they are made once, in English.
 */
export type OwnerSentence = readonly [english: string, translated: string]

interface Pattern {
  readonly fits: RegExp
  readonly names: readonly string[]
  readonly translated: string
}

const patterns = shallowRef<readonly Pattern[]>([])

export function exchangeSentences(sentences: readonly OwnerSentence[]): void {
  patterns.value = sentences.map(([english, translated]) => ({
    fits: new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '(.+?)')}$`, 's'),
    names: [...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
    translated,
  }))
}

/**
 * A text of the owner in the language in force. What is not known stays as it is: an English sentence is
 * better than none.
 */
export function ownerText(english: string): string {
  if (patterns.value.length === 0) return english
  return whole(english) ?? sentenceBySentence(english) ?? fieldFirst(english) ?? english
}

function whole(english: string): string | undefined {
  for (const { fits, names, translated } of patterns.value) {
    const found = fits.exec(english)
    if (found)
      return translated.replace(/\{(\w+)\}/g, (_, name: string) => ownerText(found[names.indexOf(name) + 1]!))
  }
  return undefined
}

function sentenceBySentence(english: string): string | undefined {
  const sentences = english.split(/(?<=[.!?]) (?=[A-Z"])/)
  return sentences.length > 1 ? sentences.map(ownerText).join(' ') : undefined
}

/** `axis x.from: The value …`, as refusals begin. */
function fieldFirst(english: string): string | undefined {
  const [, field, rest] = /^([\w. [\]()*-]{1,60}): (.+)$/s.exec(english) ?? []
  return field !== undefined && rest !== undefined ? `${field}：${ownerText(rest)}` : undefined
}
