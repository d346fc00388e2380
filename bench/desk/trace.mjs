/** Threads of the page where scripts, layout and drawing calls run. */
const MAIN_THREAD = 'CrRendererMain'
const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline']
/** The outermost event of each task of a thread. */
const TASKS = new Set(['RunTask', 'ThreadControllerImpl::RunTask'])

/** What `use` gives, with the processor time that the page's main thread spent meanwhile [ms]. */
export async function withTrace(page, use) {
  const browser = page.context().browser()
  await browser.startTracing(page, { categories: CATEGORIES })
  const result = await use()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  return { result, ...mainThread(traceEvents) }
}

function mainThread(events) {
  const key = ({ pid, tid }) => `${pid}:${tid}`
  const main = new Set(
    events.filter(event => event.name === 'thread_name' && event.args.name === MAIN_THREAD).map(key),
  )
  const tasks = events.filter(event => event.ph === 'X' && TASKS.has(event.name) && main.has(key(event)))
  // An outer task can hold inner ones under the other name: of those that begin together the longest counts.
  const outer = tasks
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
    .reduce((kept, task) => {
      const last = kept.findLast(other => key(other) === key(task))
      if (!last || task.ts >= last.ts + last.dur) kept.push(task)
      return kept
    }, [])
  return {
    cpuMs: outer.reduce((sum, task) => sum + (task.tdur ?? task.dur), 0) / 1000,
    longestTaskMs: Math.max(0, ...outer.map(task => task.tdur ?? task.dur)) / 1000,
  }
}
