/**
 * Makes every picture of docs/guide, docs and the README from the built app, in every language of the guide:
 *
 *     npm run guide              all of it, in some minutes
 *     npm run guide -- en map    one language, and scenes whose name begins with `map`
 *
 * A scene that does not find what it shows ends the script with an error. Chinese wants a font for its letters
 * (Debian: fonts-noto-cjk).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { withInterface } from '../browser-session.mjs'
import { furnishHome, prepareFurniture } from './furniture.mjs'
import { scenes } from './scenes/index.mjs'
import { createStage } from './stage.mjs'

const IMAGES = resolve(import.meta.dirname, '../../docs/guide/images')
/** The README is in this language, and follows the colours of its reader. */
const IN_DARK = 'en'
const LANGUAGES = { en: 'en-GB', zh: 'zh-CN' }
/** Longest wait for anything a scene shows [ms]. */
const PATIENCE = 60_000

const wanted = process.argv.slice(2)
const languages = Object.keys(LANGUAGES).filter(
  language => wanted.includes(language) || !wanted.some(word => word in LANGUAGES),
)
const names = wanted.filter(word => !(word in LANGUAGES))
const chosen = scenes.filter(({ name }) => names.length === 0 || names.some(word => name.startsWith(word)))
if (chosen.length === 0) throw new Error(`no scene is called ${names.join(', ')}`)

const workshop = await mkdtemp(join(tmpdir(), 'isobar-guide-'))
try {
  await prepareFurniture(workshop)
  const faults = []
  const playAll = async language => {
    for (const scene of chosen) await play(scene, language).catch(fault => faults.push(fault))
  }
  await Promise.all(languages.map(playAll))
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} scenes could not be shown`)
} finally {
  await rm(workshop, { recursive: true, maxRetries: 5 })
}

async function play(scene, language) {
  const began = Date.now()
  const taken = []
  const stageOf = (page, home) => {
    page.setDefaultTimeout(PATIENCE)
    const report = (name, what) => taken.push(`${name} (${what})`)
    return createStage(page, { home, folder: join(IMAGES, language), inDark: language === IN_DARK, report })
  }
  const options = {
    viewport: scene.viewport ?? { width: 1200, height: 760 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: LANGUAGES[language],
  }
  const env = { LANG: 'C.UTF-8', TZ: 'UTC' }
  const furnish = home => furnishHome(workshop, home, scene.needs ?? [])
  const withHelper = async (page, home) => {
    if (!scene.helper) return scene.play(stageOf(page, home), workshop)
    return withInterface(
      options,
      (helper, helperHome) => scene.play(stageOf(page, home), workshop, stageOf(helper, helperHome)),
      { ...env, ISOBAR_NAME: 'Lab workstation' },
    )
  }
  try {
    await withInterface(options, withHelper, { ...env, ISOBAR_NAME: 'Desk' }, furnish)
  } catch (error) {
    throw new Error(`scene ${scene.name} in ${language}, after ${taken.join(', ') || 'no picture'}`, {
      cause: error,
    })
  }
  process.stdout.write(
    `${language} ${scene.name}: ${taken.join(', ')}, ${((Date.now() - began) / 1000).toFixed(1)} s\n`,
  )
}
