import type { Job } from '../node/desk/job.js'
import { progressLine } from './progress-line.js'
import type { Terminal } from './terminal.js'

/** A terminal line is rewritten this often; a log gets a new line this often. */
const REDRAW_MS = 200
const LOG_EVERY_MS = 5000
const CLEAR_LINE = '\r\u001b[K'

/** Shows how a job goes on, and each incident once, until the returned function is called. */
export function showProgress(job: Job, terminal: Terminal): () => void {
  let told = job.progress().incidents.at(-1)?.at ?? -Infinity

  function draw(): void {
    const progress = job.progress()
    // While a sweep ends its workers go, which is no news.
    if (progress.phase !== 'running') return
    const news = progress.incidents.filter(incident => incident.at > told)
    told = news.at(-1)?.at ?? told
    const notes = news.map(incident => `note: ${incident.executorId}: ${incident.message}\n`).join('')
    if (terminal.interactive)
      terminal.err(`${CLEAR_LINE}${notes}${progressLine(progress, terminal.width() - 1)}`)
    else terminal.err(`${notes}${progressLine(progress, Infinity)}\n`)
  }

  const timer = setInterval(draw, terminal.interactive ? REDRAW_MS : LOG_EVERY_MS)
  return () => {
    clearInterval(timer)
    if (terminal.interactive) terminal.err(CLEAR_LINE)
  }
}
