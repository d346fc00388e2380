import { sizeRule } from './lease-size.js'
import { type ExecutorLoad } from './leases.js'

/** An executor that fails this often within the window is set aside. */
const FAULTS = 5
const FAULT_WINDOW_MS = 60_000

/** Notes a fault; returns whether the executor is set aside for it. */
export function noteFault(executor: ExecutorLoad, now: number): boolean {
  executor.faults++
  executor.faultTimes.push(now)
  while (executor.faultTimes[0]! < now - FAULT_WINDOW_MS) executor.faultTimes.shift()
  const setAside = executor.faultTimes.length >= FAULTS && !executor.aside
  if (setAside) executor.aside = true
  return setAside
}

/** The rule behind the share of an executor, in one line. */
export function ruleOf(executor: ExecutorLoad, expelled: boolean): string {
  if (expelled) return 'set aside: its machine gave other values than the others'
  return executor.aside
    ? `set aside after ${FAULTS} faults within a minute`
    : sizeRule(executor.msPerPoint, executor.lastSize)
}
