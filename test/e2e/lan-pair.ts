import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Host, type RunningHost } from '../support/hosts.js'
import { uiPage, type UiPage } from './ui-page.js'

/** Pairing, connecting and computing under load take their time [ms]. */
export const PATIENT = { timeout: 30_000 }

export interface Computer extends UiPage {
  readonly home: string
  /** What the page complained of: exceptions and console errors. */
  readonly complaints: readonly string[]
  readonly close: RunningHost['close']
}

/** An Isobar with a home of its own under `folder`, known to others as `name`. */
export async function startComputer({ launch }: Host, folder: string, name: string): Promise<Computer> {
  const home = join(folder, name.replaceAll(' ', '-'))
  await mkdir(home)
  const running = await launch({ home, env: { ISOBAR_NAME: name } })
  const complaints: string[] = []
  running.page.on('pageerror', error => complaints.push(error.message))
  running.page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  const ui = uiPage(running)
  await ui.ready()
  return { ...ui, home, complaints, close: running.close }
}

/** Lets others use a computer; answers where it can be reached. The dialog stays open. */
export async function share(helper: Computer): Promise<string> {
  await helper.openComputers('share')
  await helper.by('share-enabled').click()
  const address = helper.by('self-addresses').getByText(/^127\.0\.0\.1:\d+$/)
  await address.waitFor()
  return (await address.textContent())!
}

/** Asks for a pairing by address; resolves when both show a code, with what each shows. */
export async function beginPairing(owner: Computer, helper: Computer, address: string): Promise<string[]> {
  await owner.openComputers('add')
  await owner.addByAddress(address)
  const codes = []
  for (const { by } of [owner, helper]) {
    await by('pairing-code').waitFor()
    codes.push((await by('pairing-code').getAttribute('data-code'))!)
  }
  return codes
}

/** Pairs two computers; the owner then uses the helper. Both dialogs stay open. */
export async function pair(owner: Computer, helper: Computer): Promise<void> {
  await beginPairing(owner, helper, await share(helper))
  await helper.by('pairing-same').click()
  await owner.by('pairing-same').click()
  await expect.poll(() => owner.peerStates(), PATIENT).toEqual(['in-use'])
}
