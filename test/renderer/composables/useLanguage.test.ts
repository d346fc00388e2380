// @vitest-environment happy-dom
import { createApp, nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { languageOf, useLanguage, type UseLanguage } from '../../../src/renderer/composables/useLanguage.js'
import { en } from '../../../src/renderer/text/en.js'
import { languageFor } from '../../../src/renderer/text/language.js'
import { exchangeWords, text } from '../../../src/renderer/text/text.js'

let close: (() => void) | undefined

/** A page with a word on it, as a component would show it. */
function page(): { language: UseLanguage; shown: () => string } {
  let language: UseLanguage | undefined
  const app = createApp({
    setup() {
      language = useLanguage()
      return () => text.run.running
    },
  })
  const root = document.createElement('div')
  app.mount(root)
  close = () => app.unmount()
  return { language: language!, shown: () => root.textContent }
}

beforeEach(() => localStorage.clear())
afterEach(() => {
  close?.()
  exchangeWords(en)
})

describe('the language', () => {
  it('is the first one a person prefers that there are words in', () => {
    expect(languageFor('system', ['de-DE', 'zh-Hans-CN', 'en-US'])).toBe('zh')
    expect(languageFor('system', ['en-GB', 'zh'])).toBe('en')
    expect(languageFor('system', ['fr'])).toBe('en')
    expect(languageFor('zh', ['en'])).toBe('zh')
  })

  it('changes every word on the page and what the page says of itself, and is kept', async () => {
    const { language, shown } = page()
    await nextTick()
    expect(shown()).toBe('Running')
    language.choice.value = 'zh'
    await expect.poll(shown).toBe('运行中')
    expect(document.documentElement.lang).toBe('zh-CN')
    expect(languageOf(window)).toBe('zh')
    language.choice.value = 'en'
    await expect.poll(shown).toBe('Running')
    expect(document.documentElement.lang).toBe('en')
  })

  it('is that of the last choice, however quickly one follows another', async () => {
    const { language, shown } = page()
    language.choice.value = 'zh'
    await nextTick()
    language.choice.value = 'en'
    await expect.poll(() => document.documentElement.lang).toBe('en')
    await import('../../../src/renderer/text/zh.js')
    await nextTick()
    expect(shown()).toBe('Running')
  })

  it('is that of the system where what is stored makes no sense', () => {
    localStorage.setItem('isobar.language', 'klingon')
    expect(page().language.choice.value).toBe('system')
  })
})
