import { usePreferredLanguages } from '@vueuse/core'
import { computed, type ComputedRef, type InjectionKey, type Ref, watch } from 'vue'
import { type Language, type LanguageChoice, languageFor, LANGUAGES } from '../text/language.js'
import { speak } from '../text/speak.js'
import { oneOf, useStored } from './useStored.js'

export interface UseLanguage {
  readonly choice: Ref<LanguageChoice>
  readonly language: ComputedRef<Language>
}

export const languageKey: InjectionKey<UseLanguage> = Symbol('language')

export const LANGUAGE_CHOICES: readonly LanguageChoice[] = ['system', ...LANGUAGES]

const readChoice = oneOf(LANGUAGE_CHOICES)

/** The language a page is to begin with. */
export const languageOf = ({ localStorage, navigator }: Window): Language =>
  languageFor(readChoice(localStorage.getItem('isobar.language') ?? '') ?? 'system', navigator.languages)

/** The language of the page: that of the system, unless the user chose. */
export function useLanguage(): UseLanguage {
  const choice = useStored<LanguageChoice>('language', 'system', readChoice)
  const preferred = usePreferredLanguages()
  const language = computed(() => languageFor(choice.value, preferred.value))
  // Without a connection the words cannot be fetched; the page then stays in the language it has.
  watch(language, next => void speak(next).catch(() => {}), { immediate: true })
  return { choice, language }
}
