/** Times are kept to a tenth of a millisecond: clocks of a page are no finer. */
export const round = (value, digits = 1) => Number(value.toFixed(digits))

export function summary(times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = q => round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))])
  return { times: sorted.length, medianMs: at(0.5), p95Ms: at(0.95), longestMs: round(sorted.at(-1)) }
}

/**
 * In the page: from now on `window.waits` gets, for each event of these types, the time from its stamp to the end
 * of the frame that answers it. Many events of one frame count once, from the first of them.
 */
export function watchWaits(types) {
  window.waits = []
  let since
  const note = event => {
    if (since !== undefined) return
    since = event.timeStamp
    // All drawing is asked for in this frame, and a task behind it runs when the frame is done.
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.waits.push(performance.now() - since)
        since = undefined
      }),
    )
  }
  for (const type of types) window.addEventListener(type, note, { capture: true, passive: true })
}

/** Does one thing and waits until the page has answered it. */
export async function andWait(page, act) {
  const before = await page.evaluate(() => window.waits.length)
  await act()
  await page.waitForFunction(count => window.waits.length > count, before)
}

export async function takeWaits(page) {
  return page.evaluate(() => window.waits.splice(0))
}
