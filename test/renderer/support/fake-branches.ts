import { type Mechanism } from '../../../src/shared/mechanism.js'
import { type BranchReport } from '../../../src/shared/worker-contract.js'

/** One branch that turns round once: up to 0.4 and stable, back to 0.1 and unstable. */
export function fakeBranches(mechanism: Mechanism, point: number, along: 'x' | 'y'): BranchReport {
  const rising = Float64Array.from({ length: 31 }, (_, k) => 0.1 + k / 100)
  const values = Float64Array.of(...rising, ...rising.toReversed().slice(1))
  const fold = 30
  const { surface, steps } = mechanism
  return {
    point,
    along,
    branches: [
      {
        values,
        coverages: Float64Array.from(
          [...values.keys()].flatMap(k => surface.map((_, i) => 10 ** (-k / 10 - i))),
        ),
        net: Float64Array.from([...values.keys()].flatMap(k => steps.map(() => 1e6 * 10 ** (-k / 20)))),
        stable: Uint8Array.from(values, (_, k) => (k < fold ? 1 : 0)),
        folds: [fold],
      },
    ],
    whole: true,
  }
}
