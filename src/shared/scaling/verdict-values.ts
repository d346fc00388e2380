import { formatCount, formatShare } from '../figure/numbers.js'
import { type Verdict } from './verdict.js'

/** What fills the places of the sentence of a verdict, ready to be read. */
export const verdictValues = (verdict: Verdict): Readonly<Record<string, string>> => ({
  workers: String(verdict.workers),
  speedup: verdict.speedup.toFixed(2),
  efficiency: formatShare(verdict.efficiency),
  share: formatShare(verdict.share),
  points: formatCount(verdict.points),
  cores: String(verdict.cores),
  foreign: verdict.foreign.toFixed(1),
})
