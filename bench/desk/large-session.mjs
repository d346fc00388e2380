import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

/** Gives `use` the file of a finished session of n × n points, and removes it afterwards. */
export async function withSession(n, use) {
  const folder = await mkdtemp(join(tmpdir(), 'isobar-desk-'))
  const file = join(folder, 'large.isobar')
  const axis = name => `${name}=lin:1e-5:0.5:${n}`
  const command = [join(ROOT, 'out/main/cli.js'), 'run', 'co-oxidation-pt100', '--session', file, '--quiet']
  try {
    execFileSync(process.execPath, [...command, '--x', axis('pCO'), '--y', axis('pO2')], { stdio: 'inherit' })
    return await use(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Types the path of a session into the dialog, ready to be confirmed. */
export async function askForSession(page, file) {
  await page.getByTestId('session-menu').click()
  await page.getByTestId('menu-open').click()
  await page.getByTestId('file-path').fill(file)
}
