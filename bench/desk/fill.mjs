import { startMap, whenFinished, withInterface } from '../../scripts/browser-session.mjs'
import { withTrace } from './trace.mjs'
import { round, summary } from './waits.mjs'

/** A map of `points` × `points` that fills live, with contour lines and line cuts, the workers at work beside it. */
export const measureFill = ({ points, seconds }) =>
  withInterface({ viewport: { width: 1440, height: 900 } }, async page => {
    await startMap(page, 20, 20)
    await whenFinished(page)
    await page.getByTestId('layers-menu').click()
    await page.getByTestId('contours').click()
    await page.keyboard.press('Escape')
    await page.getByTestId('tool-cuts').click()
    await startMap(page, points, points)
    const { result, cpuMs } = await withTrace(page, () => page.evaluate(recordFrames, seconds * 1000))
    const { medianMs, p95Ms, longestMs } = summary(result.frames)
    return {
      framesPerSecond: round((1000 * result.frames.length) / result.ms),
      filled: result.solved,
      seconds: round(result.ms / 1000),
      medianMs,
      p95Ms,
      longestMs,
      cpuMs: round(cpuMs / result.frames.length),
    }
  })

/** In the page: the times between frames until the sweep has ended or time is up. */
function recordFrames(limit) {
  return new Promise(done => {
    const frames = []
    const start = performance.now()
    let last = start
    const tick = now => {
      frames.push(now - last)
      last = now
      const running = document.querySelector('[data-testid=phase]')?.dataset.phase === 'running'
      if (running && now - start < limit) requestAnimationFrame(tick)
      else {
        const solved = Number(document.querySelector('[data-testid=progress]').dataset.solved)
        done({ frames: frames.slice(1), ms: now - start, solved })
      }
    }
    requestAnimationFrame(tick)
  })
}
