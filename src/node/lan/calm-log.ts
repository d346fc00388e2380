import { type Clock } from '../../core/ports.js'
import { type LanLog } from './ports.js'
import { createRate } from './rate.js'

/** Lines of one event at once, and a second on average. */
const BURST = 20
const PER_SECOND = 1

/** Keeps strangers from filling the log: lines of an event that come too fast are counted in the next one. */
export function calmLog(log: LanLog, clock: Clock): LanLog {
  const events = new Map<string, { mayLog: () => boolean; unlogged: number }>()
  return (event, facts) => {
    const state = events.get(event) ?? { mayLog: createRate(clock, PER_SECOND, BURST), unlogged: 0 }
    events.set(event, state)
    if (!state.mayLog()) return void state.unlogged++
    log(event, state.unlogged === 0 ? facts : { ...facts, unlogged: state.unlogged })
    state.unlogged = 0
  }
}
