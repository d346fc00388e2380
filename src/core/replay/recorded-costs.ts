import { type Account, type SliceTiming } from '../../shared/scaling/account.js'

/**
 * Work of each position of the point order [ms on a core of the reference machine], from recorded slices.
 *
 * Within a slice all points count the same, since nobody timed them one by one; a later slice replaces an
 * earlier one. Points that were never computed cost what the others cost on average.
 */
export function recordedCosts(
  timings: readonly SliceTiming[],
  points: number,
  { machines }: Pick<Account, 'machines'>,
): Float64Array {
  const speeds = new Map(machines.map(({ machine, speed }) => [machine, speed]))
  const costs = new Float64Array(points).fill(NaN)
  for (const { from, to, executor, busyMs } of timings) {
    if (busyMs <= 0) continue
    const speed = speeds.get(executor.replace(/\/[^/]*$/, '')) ?? 1
    costs.fill((busyMs * speed) / (to - from), from, Math.min(to, points))
  }
  let [sum, known] = [0, 0]
  for (const cost of costs)
    if (!Number.isNaN(cost)) {
      sum += cost
      known++
    }
  const mean = known > 0 ? sum / known : 0
  return costs.map(cost => (Number.isNaN(cost) ? mean : cost))
}
