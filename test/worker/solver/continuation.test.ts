import { describe, expect, it } from 'vitest'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { makeBranchCorrector } from '../../../src/worker/solver/branch-corrector.js'
import { traceBranch } from '../../../src/worker/solver/continuation.js'
import { networkFrom } from '../support/networks.js'

/** Autocatalysis on a surface, after Schlögl: a cubic in the coverage x. */
const network = networkFrom(['X', '*'], ['* + 2 X -> 3 X', '* -> X'])
const [A, B, D] = [10, 1, 2.5]
/** The adsorption constant at which x is a steady state. */
const adsorption = (x: number): number => (B * x ** 3 + D * x - A * (1 - x) * x * x) / (1 - x)
const [FROM, SPAN] = [0.02, 0.5]

function branchFrom(x: number, mayGoOn: () => boolean = () => true) {
  const K = new Float64Array(4)
  const corrector = makeBranchCorrector(network, makeKernels(network), {
    K,
    set: lambda => {
      K.set([A, FROM + SPAN * lambda, B, D])
      return FROM + SPAN * lambda > 0
    },
    smallStep: () => 1e-6,
  })
  const y = Float64Array.of(x, 1 - x)
  const lambda = (adsorption(x) - FROM) / SPAN
  corrector.begin(y, Float64Array.of(1), lambda)
  const { samples, whole } = traceBranch(corrector, corrector.pointOf(y, lambda), mayGoOn)
  return {
    whole,
    samples: samples.map(({ q, fold }) => ({
      k: FROM + SPAN * q.at(-1)!,
      x: corrector.coveragesOf(q)[0]!,
      fold,
    })),
  }
}

/** Where the slope of `adsorption` is zero in an interval. */
function fold(low: number, high: number): { x: number; k: number } {
  const slope = (x: number): number => adsorption(x + 1e-6) - adsorption(x - 1e-6)
  const rising = slope(low) > 0
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2
    if (slope(middle) > 0 === rising) low = middle
    else high = middle
  }
  return { x: low, k: adsorption(low) }
}

describe('a branch of a cubic', () => {
  it.each([0.05, 0.3, 0.55])('is followed through both folds, from the state x = %f on', x => {
    const { samples, whole } = branchFrom(x)
    expect(whole).toBe(true)
    for (const sample of samples) expect(Math.abs(sample.k / adsorption(sample.x) - 1)).toBeLessThan(1e-9)
    const folds = samples.filter(sample => sample.fold).sort((a, b) => a.x - b.x)
    const known = [fold(0.1, 0.3), fold(0.3, 0.5)]
    expect(folds).toHaveLength(2)
    for (const [i, { x: at, k }] of known.entries()) {
      expect(Math.abs(folds[i]!.k / k - 1)).toBeLessThan(1e-9)
      expect(Math.abs(folds[i]!.x / at - 1)).toBeLessThan(1e-4)
    }
  })

  it('goes from one end of the range to the other in order, without leaving it', () => {
    const { samples } = branchFrom(0.3)
    expect([samples[0]!.k, samples.at(-1)!.k].sort()).toEqual([FROM, FROM + SPAN])
    const xs = samples.map(sample => sample.x)
    expect([xs, xs.toReversed()]).toContainEqual(xs.toSorted((a, b) => a - b))
    for (const { k } of samples) {
      expect(k).toBeGreaterThanOrEqual(FROM)
      expect(k).toBeLessThanOrEqual(FROM + SPAN)
    }
  })

  it('is given up, and says so, when there is no more time', () => {
    let steps = 0
    const { samples, whole } = branchFrom(0.3, () => steps++ < 5)
    expect(whole).toBe(false)
    expect(samples.length).toBeLessThan(12)
  })
})
