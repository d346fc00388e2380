/**
 * Makes the pictures of the samples, resources/models/NAME.png, from maps computed with the built command: refined
 * until they are as fine as a thumbnail. Run `npm run build` first.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { runnerImport } from 'vite'

const ROOT = resolve(import.meta.dirname, '..')
const MODELS = join(ROOT, 'resources/models')
/** Cells along an axis from which a picture is fine enough. */
const FINE = 50

const load = path => runnerImport(join(ROOT, path), { configFile: false, logLevel: 'error' })
const { thumbnailOf } = (await load('src/node/session/thumbnail.ts')).module
const folder = await mkdtemp(join(tmpdir(), 'isobar-samples-'))
/** 1 says that points failed, as they must where a model oscillates. */
function isobar(...args) {
  const command = [join(ROOT, 'out/main/cli.js'), ...args]
  const { status } = spawnSync(process.execPath, command, { cwd: folder, stdio: 'inherit' })
  if (status !== 0 && status !== 1) throw new Error(`isobar ${args.join(' ')} ended with ${status}`)
}

for (const file of (await readdir(MODELS)).filter(name => name.endsWith('.yaml'))) {
  const name = basename(file, '.yaml')
  let session = `${name}-0.isobar`
  isobar('run', name, '--session', session, '--quiet')
  for (let k = 1; thumbnailOf(join(folder, session)).width < FINE; k++) {
    const finer = `${name}-${k}.isobar`
    isobar('refine', session, '-o', finer, '--quiet')
    session = finer
  }
  const { src, width, height } = thumbnailOf(join(folder, session))
  await writeFile(join(MODELS, `${name}.png`), Buffer.from(src.split(',')[1], 'base64'))
  process.stdout.write(`${name}: ${width} × ${height}\n`)
}
await rm(folder, { recursive: true })
