import { type SharingSettings } from '../../shared/lan-contract.js'
import { type LanSettings } from './lan-settings.js'
import { type LanLog } from './ports.js'

export interface ChoicesOptions {
  readonly settings: LanSettings
  /** Keeps them for the next time; without it they end with the process. */
  readonly save: ((settings: LanSettings) => void) | undefined
  readonly log: LanLog
  readonly changed: () => void
}

/** What the person at this computer chose: what to lend, and whom to use. */
export interface Choices {
  readonly now: () => LanSettings
  readonly share: (sharing: SharingSettings) => void
  readonly use: (fingerprint: string) => void
  readonly leave: (fingerprint: string) => void
}

export function createChoices({ settings: first, save, log, changed }: ChoicesOptions): Choices {
  let settings = first

  function keep(next: Partial<LanSettings>): void {
    settings = { ...settings, ...next }
    try {
      save?.(settings)
    } catch (thrown) {
      log('settings-unwritable', { reason: (thrown as Error).message })
    }
    changed()
  }

  return {
    now: () => settings,
    share: sharing => keep({ sharing }),
    use: fingerprint => keep({ use: [...new Set([...settings.use, fingerprint])] }),
    leave: fingerprint => keep({ use: settings.use.filter(other => other !== fingerprint) }),
  }
}
