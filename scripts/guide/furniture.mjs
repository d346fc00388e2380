import { execFile } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { runnerImport } from 'vite'

const ROOT = resolve(import.meta.dirname, '../..')
const MODEL = join(import.meta.dirname, 'data/vacancy-model.yaml')
/** Some points of the model have no steady state: exit code of a run that ended, with failed points. */
const ENDED_WITH_FAILED = 1

/** A session with failed points, and a study of a computer that this one need not be: they take long or are made up. */
const VACANCY = 'vacancy-model.isobar'
const STUDY = 'volcano.speed-up.json'

export async function prepareFurniture(workshop) {
  await Promise.all([computeVacancy(workshop), writeStudy(workshop)])
}

/** Puts what a scene needs where an Isobar of this home looks for it. */
export async function furnishHome(workshop, home, needs) {
  await mkdir(join(home, 'Isobar'), { recursive: true })
  for (const name of needs) await copyFile(join(workshop, name), join(home, 'Isobar', name))
}

async function computeVacancy(workshop) {
  const args = [join(ROOT, 'out/main/cli.js'), 'run', MODEL, '--session', join(workshop, VACANCY), '--quiet']
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, ISOBAR_NAME: 'Desk' } }).catch(
    error => {
      if (error.code !== ENDED_WITH_FAILED) throw error
    },
  )
}

/** The study of the tests: 16 cores with hyperthreads, by a law with known coefficients and seeded scatter. */
async function writeStudy(workshop) {
  const path = join(ROOT, 'test/renderer/support/fake-scaling.ts')
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' })
  await writeFile(join(workshop, STUDY), JSON.stringify(module.fakeStudy))
}
