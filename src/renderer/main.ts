import './styles/tokens.css'
import './styles/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { chooseDial } from './link/dial.js'

createApp(App, { dial: chooseDial(window) }).mount('#app')
