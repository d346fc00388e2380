import { createLedger, type Ledger } from '../../../src/core/ledger.js'
import { type Clock, type Farm, type StoredSlice } from '../../../src/core/ports.js'
import { startSweep, type Sweep } from '../../../src/core/sweep.js'
import { clock } from '../../../src/node/clock.js'
import { type Allowance } from '../../../src/node/lan/courtesy.js'
import { createHelper, type Helper } from '../../../src/node/lan/helper.js'
import { createRemoteFarm, type RemoteFarm } from '../../../src/node/lan/remote-farm.js'
import { type ForkWorker } from '../../../src/node/pool/worker-process.js'
import { PEER_PROTOCOL, type PeerHello } from '../../../src/shared/peer-contract.js'
import { ENGINE, type Plan } from '../../../src/shared/plan.js'
import { STATUS } from '../../../src/shared/record.js'
import { fakeFarm, type FakeFarm } from '../desk/fake-fork.js'

export const hello = (name: string, rest: Partial<PeerHello> = {}): PeerHello => ({
  protocol: PEER_PROTOCOL,
  engine: ENGINE,
  version: '1.2.3',
  name,
  cores: 4,
  ...rest,
})

export interface Lender {
  readonly helper: Helper
  readonly workers: FakeFarm
  readonly lend: (allowance: Allowance) => void
}

/** A helper that lends what the test says; its workers are fakes and may stop after some points. */
export function lender(
  name: string,
  lanes: number,
  holdAfter = Infinity,
  fork?: ForkWorker,
  time: Clock = clock,
): Lender {
  let points = 0
  const workers = fakeFarm(() => {
    if (++points === holdAfter) workers.hold()
    return STATUS.certified
  })
  const listeners = new Set<() => void>()
  let allowance: Allowance = { lanes, reason: undefined }
  const helper = createHelper({
    fork: fork ?? workers.fork,
    clock: time,
    wallClock: () => 1_700_000_000_000,
    hello: hello(name),
    log: () => {},
    courtesy: {
      allowance: () => allowance,
      onChange: listener => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
  return {
    helper,
    workers,
    lend: next => {
      allowance = next
      listeners.forEach(listener => listener())
    },
  }
}

export const borrower = (): RemoteFarm => createRemoteFarm({ clock, log: () => {}, hello: hello('owner') })

export interface Stage {
  readonly sweep: Sweep
  readonly ledger: Ledger
  readonly saved: StoredSlice[]
  readonly troubles: unknown[]
}

/** The real core sweeping a plan with the executors of a farm, into memory. */
export function sweepWith(farm: Farm, plan: Plan, workers = 0): Stage {
  const ledger = createLedger(plan)
  const saved: StoredSlice[] = []
  const troubles: unknown[] = []
  const sweep = startSweep({
    plan,
    planId: 'plan',
    ledger,
    farm,
    store: { append: slices => Promise.resolve(void saved.push(...slices)) },
    clock,
    wallClock: () => Date.now(),
    random: Math.random,
    workers,
    listener: { changed: () => {}, progress: () => {}, trouble: error => troubles.push(error) },
  })
  return { sweep, ledger, saved, troubles }
}

/** How often each position was saved: once each, when nothing is lost and nothing twice. */
export function timesSaved({ saved, ledger }: Stage): Set<number> {
  const times = new Uint32Array(ledger.points)
  for (const { from, to } of saved) for (let at = from; at < to; at++) times[at]!++
  return new Set(times)
}
