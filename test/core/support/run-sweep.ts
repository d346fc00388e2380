import { createLedger, type Ledger } from '../../../src/core/ledger.js'
import { type SliceStore, type StoredSlice } from '../../../src/core/ports.js'
import { startSweep, type Sweep } from '../../../src/core/sweep.js'
import { fakeFarm, type FarmSettings } from './fake-farm.js'
import { gridPlan } from './plan.js'
import { virtualClock, type VirtualClock } from './virtual-clock.js'

export interface Stage {
  readonly clock: VirtualClock
  readonly sweep: Sweep
  readonly ledger: Ledger
  readonly saved: StoredSlice[]
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
): Stage {
  const clock = virtualClock()
  const plan = gridPlan(nx, ny)
  const ledger = createLedger(plan)
  const saved: StoredSlice[] = []
  const troubles: unknown[] = []
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
    listener: { changed: () => {}, progress: () => {}, trouble: error => troubles.push(error) },
  })
  let ended = false
  void sweep.finished.then(() => (ended = true))
  return { clock, sweep, ledger, saved, troubles, farm, finish: () => clock.runUntil(() => ended) }
}
