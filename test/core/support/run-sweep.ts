import { createLedger, type Ledger } from '../../../src/core/ledger.js'
import { type SliceStore, type StoredSlice } from '../../../src/core/ports.js'
import { type Range } from '../../../src/core/ranges.js'
import { startSweep, type Sweep, type SweepOptions } from '../../../src/core/sweep.js'
import { fakeFarm, type FarmSettings } from './fake-farm.js'
import { gridPlan } from './plan.js'
import { seeded } from './random.js'
import { virtualClock, type VirtualClock } from '../../../src/core/replay/virtual-clock.js'

export interface Stage {
  readonly clock: VirtualClock
  readonly sweep: Sweep
  readonly ledger: Ledger
  readonly saved: StoredSlice[]
  /** What the listener was told of the map. */
  readonly changed: Range[]
  readonly troubles: unknown[]
  readonly farm: ReturnType<typeof fakeFarm>
  /** Lets time pass until the sweep is finished or stopped. */
  readonly finish: () => Promise<void>
}

/** A sweep over nx × ny points on virtual time with an in-memory store; executors are added by the test. */
export function stage(
  nx: number,
  ny: number,
  settings: Omit<FarmSettings, 'clock'>,
  store?: (saved: StoredSlice[]) => SliceStore,
  audit: Partial<Pick<SweepOptions, 'auditShare' | 'random'>> = {},
): Stage {
  const clock = virtualClock()
  const plan = gridPlan(nx, ny)
  const ledger = createLedger(plan)
  const saved: StoredSlice[] = []
  const troubles: unknown[] = []
  const changed: Range[] = []
  const farm = fakeFarm({ ...settings, clock })
  const sweep = startSweep({
    plan,
    planId: 'test',
    ledger,
    farm: farm.farm,
    store: store?.(saved) ?? { append: slices => Promise.resolve(void saved.push(...slices)) },
    clock,
    wallClock: () => clock.now(),
    workers: 1,
    random: seeded(1),
    ...audit,
    listener: {
      changed: range => void changed.push({ from: range.from, to: range.to }),
      progress: () => {},
      trouble: error => troubles.push(error),
    },
  })
  let ended = false
  void sweep.finished.then(() => (ended = true))
  return { clock, sweep, ledger, saved, changed, troubles, farm, finish: () => clock.runUntil(() => ended) }
}
