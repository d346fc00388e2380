import { formatDuration } from '../../shared/figure/numbers.js'
import { say, text } from '../text/text.js'

/** Time left as people say it: a range, in one unit where the unit is the same. */
export function etaText(eta: { readonly low: number; readonly high: number } | undefined): string {
  if (!eta) return text.run.estimating
  const [low, high] = [formatDuration(calm(eta.low)), formatDuration(calm(eta.high))]
  if (low === high) return say(text.run.eta, { high })
  const [, lowNumber, lowUnit] = /^(\d+)\u202f(s|min|h)$/.exec(low) ?? []
  const highUnit = /\u202f(s|min|h)$/.exec(high)?.[1]
  return say(text.run.etaRange, { low: lowUnit && lowUnit === highUnit ? lowNumber! : low, high })
}

/** An estimate to the second would be a lie beyond half a minute. */
function calm(seconds: number): number {
  const step = seconds < 20 ? 1 : seconds < 120 ? 5 : seconds < 600 ? 30 : 60
  return Math.max(1, Math.round(seconds / step) * step)
}
