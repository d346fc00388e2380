import { type Language, loadWords } from './language.js'
import { exchangeSentences } from './owner-text.js'
import { exchangeWords } from './text.js'

let wanted: Language | undefined

/** Puts the page into a language; of two wishes in quick succession the later one holds. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  const { words, sentences } = await loadWords(language)
  if (wanted !== language) return
  exchangeWords(words)
  exchangeSentences(sentences)
  document.documentElement.lang = words.app.tag
}
