import { type SharingSettings } from '../../shared/lan-contract.js'

/** Without a touch for so long the computer counts as left alone [ms]. */
const LEFT_ALONE_MS = 120_000
/** Others may use this share of the cores, or half a core, before the computer counts as in use. */
const BACKGROUND_SHARE = 0.15
const BACKGROUND_CORES = 0.5

/** What a computer is doing besides helping; undefined where nobody can tell. */
export interface CourtesyFacts {
  readonly cores: number
  /** Cores that others than our workers keep busy, 0 to `cores`. */
  readonly busyOthers: number | undefined
  readonly onBattery: boolean | undefined
  /** Time since the last key or mouse event [ms]. */
  readonly userIdleMs: number | undefined
}

/** Cores that may be lent, and why not as many as the computer has. */
export interface Allowance {
  readonly lanes: number
  readonly reason: string | undefined
}

/** The rule by which a computer is lent; what is not known does not forbid. */
export function allowedLanes(settings: SharingSettings, facts: CourtesyFacts): Allowance {
  const no = (reason: string): Allowance => ({ lanes: 0, reason })
  if (!settings.enabled) return no('not shared')
  if (settings.paused) return no('paused by its owner')
  if (settings.notOnBattery && facts.onBattery) return no('on battery')
  if (settings.onlyWhenIdle && isInUse(facts)) return no('in use')
  const lanes = Math.max(0, Math.min(Math.floor(settings.cores), facts.cores))
  return {
    lanes,
    reason: lanes < facts.cores ? `its owner lends ${lanes} of ${facts.cores} cores` : undefined,
  }
}

const isInUse = ({ cores, busyOthers = 0, userIdleMs = Infinity }: CourtesyFacts): boolean =>
  userIdleMs < LEFT_ALONE_MS || busyOthers > Math.max(BACKGROUND_CORES, BACKGROUND_SHARE * cores)
