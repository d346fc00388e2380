/**
 * How long a session of 60 MB takes from the click to its map on the screen, on the built browser host, beside what
 * the owner alone needs for it. Run `npm run build` first.
 *
 *   node bench/open-session.mjs [N, the map is N × N; default 610] [repeats]
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { withInterface } from '../scripts/browser-session.mjs'

const ROOT = resolve(import.meta.dirname, '..')
const N = Number(process.argv[2] ?? 610)
const REPEATS = Number(process.argv[3] ?? 7)
const BUDGET_MS = 1000

const folder = await mkdtemp(join(tmpdir(), 'isobar-open-'))
const session = join(folder, 'large.isobar')
const axis = name => `${name}=lin:1e-5:0.5:${N}`
execFileSync(
  process.execPath,
  [join(ROOT, 'out/main/cli.js'), 'run', 'co-oxidation-pt100', '--x', axis('pCO'), '--y', axis('pO2')].concat(
    '--session',
    session,
    '--quiet',
  ),
  { stdio: 'inherit' },
)
const { size } = await stat(session)

const times = await withInterface({ viewport: { width: 1440, height: 900 } }, async page => {
  const measured = []
  for (let k = 0; k < REPEATS; k++) {
    await page.getByTestId('session-menu').click()
    await page.getByTestId('menu-open').click()
    await page.getByTestId('file-path').fill(session)
    measured.push(
      await page.evaluate(async () => {
        const begun = performance.now()
        document.querySelector('[data-testid=file-confirm]').click()
        // The legend counts what is missing: without it every value is there, and drawn at the next frame.
        const isThere = () =>
          document.querySelector('[data-testid=map]') &&
          document.querySelector('[data-testid=extremes]')?.textContent?.includes('max') &&
          !document.querySelector('[data-testid=legend-pending]')
        while (!isThere()) await new Promise(done => requestAnimationFrame(done))
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
        return performance.now() - begun
      }),
    )
    await page.getByTestId('session-menu').click()
    await page.getByTestId('menu-new').click()
    await page.getByTestId('start-page').waitFor()
  }
  return measured
})
await rm(folder, { recursive: true })

const sorted = times.toSorted((a, b) => a - b)
const median = sorted[sorted.length >> 1]
const show = ms => `${Math.round(ms)} ms`
process.stdout.write(
  `${(size / 1e6).toFixed(1)} MB, ${N} × ${N}: median ${show(median)}, from ${show(sorted[0])} to ${show(sorted.at(-1))} (limit ${show(BUDGET_MS)})\n`,
)
process.exitCode = median <= BUDGET_MS ? 0 : 1
