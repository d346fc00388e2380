import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Flags of every browser the tests start: no window, no network of its own, no questions. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium or Chrome to test with; throws an error that tells how to get one. */
export function findChromium(env: NodeJS.ProcessEnv = process.env, exists = existsSync): string {
  for (const name of ['ISOBAR_CHROMIUM', 'CHROME_PATH']) {
    const path = env[name]
    if (!path) continue
    if (exists(path)) return path
    throw new Error(`${name} is ${path}, but there is no such file`)
  }
  const found = [ownOfPlaywright(), ...systemPlaces(env)].find(path => path && exists(path))
  if (found) return found
  throw new Error(
    'no Chromium or Chrome found: install one (Debian: apt-get install chromium; anywhere: ' +
      'npx playwright-core install chromium), or name one in ISOBAR_CHROMIUM',
  )
}

function ownOfPlaywright(): string | undefined {
  try {
    return chromium.executablePath()
  } catch {
    // Playwright has no build for this platform.
    return undefined
  }
}

function systemPlaces(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ]
  if (process.platform === 'win32')
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap(folder =>
      folder
        ? [
            join(folder, 'Google/Chrome/Application/chrome.exe'),
            join(folder, 'Chromium/Application/chrome.exe'),
          ]
        : [],
    )
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin']
  return names.flatMap(name => folders.map(folder => join(folder, name)))
}
