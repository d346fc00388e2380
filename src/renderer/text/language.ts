import { type Catalogue, en } from './en.js'
import { type OwnerSentence } from './owner-text.js'

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]
export type LanguageChoice = 'system' | Language

/** What a language calls itself; never translated, so that everybody finds the own one. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '简体中文' }

/** The first of the languages a person prefers that there are words in; English when there is none. */
export function languageFor(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice
  const known = preferred.map(tag => tag.toLowerCase().split('-')[0])
  return LANGUAGES.find(language => language === known.find(tag => isLanguage(tag))) ?? 'en'
}

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

/** Words of a language; all but English are fetched when they are asked for. */
export async function loadWords(
  language: Language,
): Promise<{ words: Catalogue; sentences: readonly OwnerSentence[] }> {
  if (language === 'en') return { words: en, sentences: [] }
  const [{ zh }, { ownerSentences }, { lanSentences }, { lintSentences }] = await Promise.all([
    import('./zh.js'),
    import('./zh/owner-sentences.js'),
    import('./zh/lan-sentences.js'),
    import('./zh/lint-sentences.js'),
  ])
  return { words: zh, sentences: [...ownerSentences, ...lanSentences, ...lintSentences] }
}
