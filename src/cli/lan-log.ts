import { type LanLog } from '../node/lan/ports.js'
import type { Terminal } from './terminal.js'

/** Events as lines on stderr: JSON for programs, `time event key=value …` for people. */
export const lanLogTo =
  (terminal: Terminal, json: boolean): LanLog =>
  (event, facts = {}) => {
    const at = new Date().toISOString()
    if (json) return terminal.err(`${JSON.stringify({ at, event, ...facts })}\n`)
    const words = Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${/^[\w.:/@+-]+$/.test(String(value)) ? value : JSON.stringify(value)}`)
    terminal.err(`${[at, event, ...words].join(' ')}\n`)
  }
