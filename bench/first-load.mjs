/**
 * What a person waits for in browser mode: the bytes of script before the window can be used, and the time from
 * asking for the page to a form that can be started, cold cache, the median of some visits. Prints both as JSON;
 * exits 1 above 1 MB (gzip) or 1.5 s. Run `npm run build` first.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { withInterface } from '../scripts/browser-session.mjs'

const PAGE = resolve(import.meta.dirname, '../out/renderer')
const LIMIT_BYTES = 1_000_000
const LIMIT_MS = 1500
const VISITS = 7

const { fetched, times } = await withInterface({ viewport: { width: 1440, height: 900 } }, async page => {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  const visits = []
  for (let visit = 0; visit < VISITS; visit++) {
    await page.reload()
    await page.waitForFunction(() => document.querySelector('[data-testid=start]')?.disabled === false)
    visits.push(
      await page.evaluate(() => ({
        usable: performance.now(),
        scripts: performance
          .getEntriesByType('resource')
          .map(({ name }) => new URL(name).pathname)
          .filter(path => path.endsWith('.js')),
      })),
    )
  }
  return { fetched: visits[0].scripts, times: visits.map(({ usable }) => usable) }
})

const gzipped = path => gzipSync(readFileSync(join(PAGE, path))).length
const later = readdirSync(join(PAGE, 'assets'))
  .map(name => `/assets/${name}`)
  .filter(path => path.endsWith('.js') && !fetched.includes(path))
const total = paths => paths.reduce((sum, path) => sum + gzipped(path), 0)
const usableMs = times.toSorted((a, b) => a - b)[VISITS >> 1]
const report = {
  firstLoadGzipBytes: total(fetched),
  firstLoadScripts: Object.fromEntries(fetched.map(path => [path.split('/').at(-1), gzipped(path)])),
  laterGzipBytes: total(later),
  usableMs: Math.round(usableMs),
  visitsMs: times.map(Math.round),
}
console.log(JSON.stringify(report, undefined, 2))
process.exitCode = report.firstLoadGzipBytes < LIMIT_BYTES && usableMs < LIMIT_MS ? 0 : 1
