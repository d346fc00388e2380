import { execFile } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { runnerImport } from 'vite'

const ROOT = resolve(import.meta.dirname, '../..')
/** Some points of the map have no result: exit code of a run that ended, with failed points. */
const ENDED_WITH_FAILED = 1

/** What scenes find in the folder of sessions, by its name there. */
const FURNITURE = {
  // Its coldest columns lie below the table of a gas.
  'ruthenium-oxide.isobar': path =>
    isobar([
      'run',
      'co-oxidation-ruo2',
      '--x',
      'T=lin:240:700:47',
      '--y',
      'pCO=log:1e-4:10:47',
      '--session',
      path,
    ]),
  'oscillations.isobar': path =>
    isobar([
      'run',
      'oscillating-co-oxidation',
      '--x',
      'k2=lin:1.005:1.015:3',
      '--y',
      'K=lin:0.365:0.375:3',
      '--session',
      path,
    ]),
  'volcano.speed-up.json': writeStudy,
}

/** Makes all of it, once for all scenes. */
export async function prepareFurniture(workshop) {
  for (const [name, make] of Object.entries(FURNITURE)) await make(join(workshop, name))
}

/** Puts what a scene needs where an Isobar of this home looks for it. */
export async function furnishHome(workshop, home, needs) {
  await mkdir(join(home, 'Isobar'), { recursive: true })
  for (const name of needs) await copyFile(join(workshop, name), join(home, 'Isobar', name))
}

async function isobar(args) {
  const command = [join(ROOT, 'out/main/cli.js'), ...args, '--quiet']
  const env = { ...process.env, ISOBAR_NAME: 'Desk' }
  await promisify(execFile)(process.execPath, command, { env }).catch(error => {
    if (error.code !== ENDED_WITH_FAILED) throw error
  })
}

/** The study of the tests: 16 cores with hyperthreads, by a law with known coefficients and seeded scatter. */
async function writeStudy(path) {
  const source = join(ROOT, 'test/renderer/support/fake-scaling.ts')
  const { module } = await runnerImport(source, { configFile: false, logLevel: 'error' })
  await writeFile(path, JSON.stringify(module.fakeStudy))
}
