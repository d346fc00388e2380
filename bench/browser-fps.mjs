/**
 * Frames a second of the page while a 1000 × 1000 map fills, in the browser host, with the real workers
 * at work beside it. Prints the median and the 95th percentile of frame times; exits 1 below 30 frames/s.
 * Run `npm run build` first. `--points N` takes N × N points, `--seconds S` stops after S seconds.
 */
import { parseArgs } from 'node:util'
import { startMap, withInterface } from '../scripts/browser-session.mjs'

const { values } = parseArgs({
  options: { points: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '60' } },
})
const [n, seconds] = [Number(values.points), Number(values.seconds)]
/** The longest frame of thirty a second [ms]. */
const LIMIT_MS = 1000 / 30

const result = await withInterface({ viewport: { width: 1440, height: 900 } }, async page => {
  await startMap(page, n, n)
  return page.evaluate(recordFrames, seconds * 1000)
})

const sorted = result.frames.toSorted((a, b) => a - b)
const at = q => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
const over = sorted.filter(ms => ms > LIMIT_MS * 1.05).length / sorted.length
const report = {
  points: result.points,
  filled: result.solved,
  seconds: round(result.ms / 1000),
  frames: sorted.length,
  framesPerSecond: round((1000 * sorted.length) / result.ms),
  medianMs: round(at(0.5)),
  p95Ms: round(at(0.95)),
  longestMs: round(sorted.at(-1)),
  shareAbove33ms: round(over, 4),
}
console.log(JSON.stringify(report, undefined, 2))
process.exitCode = report.framesPerSecond > 30 && report.p95Ms <= LIMIT_MS * 1.05 ? 0 : 1

/** In the page: the times between frames until the sweep has ended or time is up. */
function recordFrames(limit) {
  return new Promise(done => {
    const frames = []
    const progress = document.querySelector('[data-testid=progress]')
    const count = what => Number(progress.getAttribute(`data-${what}`))
    const start = performance.now()
    let last = start
    const tick = now => {
      frames.push(now - last)
      last = now
      const running = document.querySelector('[data-testid=phase]')?.dataset.phase === 'running'
      if (running && now - start < limit) requestAnimationFrame(tick)
      else
        done({ frames: frames.slice(1), ms: now - start, points: count('points'), solved: count('solved') })
    }
    requestAnimationFrame(tick)
  })
}

function round(value, digits = 1) {
  return Number(value.toFixed(digits))
}
