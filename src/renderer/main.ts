import './styles/tokens.css'
import './styles/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { languageOf } from './composables/useLanguage.js'
import { chooseDial } from './link/dial.js'
import { speak } from './text/speak.js'

// The words come first: a page must not be seen in one language and then in another.
await speak(languageOf(window)).catch(() => {})
createApp(App, { dial: chooseDial(window) }).mount('#app')
