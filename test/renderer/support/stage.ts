import '../../../src/renderer/styles/tokens.css'
import '../../../src/renderer/styles/base.css'
import { createApp } from 'vue'
import App from '../../../src/renderer/App.vue'
import { channelPair } from './channel-pair.js'
import { exchangeWords } from '../../../src/renderer/text/text.js'
import { en } from '../../../src/renderer/text/en.js'
import { zh } from '../../../src/renderer/text/zh.js'
import { exchangeSentences } from '../../../src/renderer/text/owner-text.js'
import { loadWords } from '../../../src/renderer/text/language.js'
import { createFakeOwner } from './fake-owner.js'

/**
 * The real interface before a fake owner, so that every state can be looked at: `?status=failed`
 * makes some points fail, `?status=doubtful` leaves some uncertified,
 * `?study` has a scaling study, `?slices=100000` a long timeline, `?lab` has other computers around; `stage` is the director's chair.
 */
const query = new URLSearchParams(location.search)
const failing = query.get('status') === 'failed'
const doubtful = query.get('status') === 'doubtful'
const scattered = (point: number): boolean => Math.imul(point + 7, 0x9e3779b1) >>> 0 < 2 ** 32 * 0.05

const owner = createFakeOwner({
  statusOf: point => (scattered(point) && failing ? 100 : scattered(point) && doubtful ? 2 : 1),
  readOnly: query.has('read-only'),
  lab: query.has('lab'),
  study: query.has('study'),
  ...(query.has('slices') && { slices: Number(query.get('slices')) }),
})

createApp(App, {
  dial: () => {
    const [near, far] = channelPair()
    const detach = owner.attach(far)
    return Promise.resolve({ channel: near, closed: new Promise(() => {}), close: detach })
  },
}).mount('#app')

/** Every word a third longer, as German or Finnish would have it, and with marks above and below. */
function widened<T>(words: T): T {
  if (typeof words !== 'string')
    return Object.fromEntries(Object.entries(words as object).map(([key, word]) => [key, widened(word)])) as T
  const longer = words.replace(/[a-z](?![^{]*\})/gi, letter => ACCENTS[letter] ?? letter)
  return `${longer}${'·'.repeat(Math.ceil(words.length / 3))}` as T
}
const ACCENTS: Readonly<Record<string, string>> = { a: 'ấ', e: 'ễ', o: 'ộ', u: 'ự', A: 'Å', E: 'Ế', O: 'Ộ' }
const { sentences: chinese } = await loadWords('zh')
const languages = { en, zh, widened: { ...widened(en), app: en.app } }

declare global {
  interface Window {
    stage: typeof owner
    speak: (language: keyof typeof languages) => void
  }
}
window.stage = owner
window.speak = language => {
  exchangeWords(languages[language])
  exchangeSentences(language === 'zh' ? chinese : [])
}
