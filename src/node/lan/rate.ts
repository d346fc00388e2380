import { type Clock } from '../../core/ports.js'

/**
 * A token bucket: true as long as no more than `burst` come at once and `perSecond` on average.
 * State is two numbers, whatever comes.
 */
export function createRate(clock: Clock, perSecond: number, burst: number): () => boolean {
  let tokens = burst
  let at = clock.now()
  return () => {
    const now = clock.now()
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond)
    at = now
    if (tokens < 1) return false
    tokens--
    return true
  }
}
