/**
 * Makes the figures of docs/models.md and docs/numerics.md, docs/images/map-NAME.png and numerics-NAME.png, with the
 * built command and nothing else. Run `npm run build` first; names after `--` make only those.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
const IMAGES = join(ROOT, 'docs/images')
const PT100 = ['--x', 'pCO=lin:1e-5:0.5:61', '--y', 'pO2=lin:1e-5:0.5:61']
/** The same colours for both starts. */
const RATES = ['--range', '1e-22:1e7']
const VOLCANO = ['--x', 'E_O=lin:-1:3:29', '--y', 'E_CO=lin:-0.5:4:29']

const samples = (await readdir(join(ROOT, 'resources/models')))
  .filter(name => name.endsWith('.yaml'))
  .map(name => basename(name, '.yaml'))

/** What to run and what to draw of it, by the name of the picture. */
const FIGURES = {
  ...Object.fromEntries(samples.map(name => [`map-${name}`, { run: [name], draw: [] }])),
  'numerics-start-empty': {
    run: ['co-oxidation-pt100', ...PT100],
    draw: [...RATES, '--title', 'From an empty surface'],
  },
  'numerics-start-covered': {
    run: ['co-oxidation-pt100', ...PT100, '--start', 'CO-covered'],
    draw: [...RATES, '--title', 'From θ(CO) = 0.9999'],
  },
  'numerics-states': {
    run: ['hydrogen-oxidation-pt', '--states'],
    draw: ['--output', 'stable_states', '--linear', '--title', 'Stable steady states'],
  },
  'numerics-precision': {
    run: ['co-oxidation-volcano', ...VOLCANO],
    draw: ['--output', 'precision', '--linear', '--title', '1: doubles, 2: double-doubles'],
  },
}

const folder = await mkdtemp(join(tmpdir(), 'isobar-figures-'))
const only = process.argv.slice(2)
for (const [name, { run, draw }] of Object.entries(FIGURES)) {
  if (only.length > 0 && !only.includes(name)) continue
  const session = join(folder, `${name}.isobar`)
  isobar('run', ...run, '--session', session, '--quiet')
  isobar('export', session, '-o', join(IMAGES, `${name}.png`), '--width', '85mm', '--dpi', '200', ...draw)
}
await rm(folder, { recursive: true })

/** 1 says that points failed, as they must where a model oscillates. */
function isobar(...args) {
  const command = [join(ROOT, 'out/main/cli.js'), ...args]
  const { status } = spawnSync(process.execPath, command, { cwd: folder, stdio: 'inherit' })
  if (status !== 0 && status !== 1) throw new Error(`isobar ${args.join(' ')} ended with ${status}`)
}
