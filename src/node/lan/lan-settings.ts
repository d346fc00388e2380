import { join } from 'node:path'
import { type SharingSettings } from '../../shared/lan-contract.js'
import { flag, indexBelow, listOf, record, text } from '../shape.js'
import { readPrivate, replacePrivate } from './private-file.js'

export interface LanSettings {
  readonly sharing: SharingSettings
  /** Fingerprints of the computers that compute for this one whenever they can be reached. */
  readonly use: readonly string[]
}

const MAX_CORES = 4096

const isSettings = record({
  sharing: record({
    enabled: flag,
    cores: indexBelow(MAX_CORES + 1),
    onlyWhenIdle: flag,
    notOnBattery: flag,
    paused: flag,
  }),
  use: listOf(text),
})

const fileIn = (folder: string): string => join(folder, 'lan.json')

/** What was chosen last, within the cores of this computer; nothing is shared before somebody says so. */
export function loadLanSettings(folder: string, cores: number): LanSettings {
  const standard: LanSettings = {
    sharing: {
      enabled: false,
      cores: Math.max(1, cores - 1),
      onlyWhenIdle: false,
      notOnBattery: true,
      paused: false,
    },
    use: [],
  }
  try {
    const found: unknown = JSON.parse(readPrivate(fileIn(folder)) ?? 'null')
    if (!isSettings(found)) return standard
    const { sharing, use } = found as LanSettings
    // A home folder may be shared with a larger computer.
    return { sharing: { ...sharing, cores: Math.min(Math.max(1, sharing.cores), cores) }, use }
  } catch {
    // Choices that can be made again are no reason to stop.
    return standard
  }
}

export const saveLanSettings = (folder: string, settings: LanSettings): void =>
  replacePrivate(fileIn(folder), `${JSON.stringify(settings, null, 2)}\n`)
