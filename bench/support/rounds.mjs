/**
 * Runs every contestant once per round, in turns, so that a machine that slows down slows all of them.
 * Each round begins with another contestant; what a contestant returns is kept per round.
 *
 * @param contestants {name: async () => measurement}
 * @returns {name: [measurement of round 0, of round 1, …]}
 */
export async function inRounds(contestants, rounds, progress) {
  const names = Object.keys(contestants)
  const measured = Object.fromEntries(names.map(name => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length]
      progress(`round ${round + 1} of ${rounds}: ${name}`)
      measured[name][round] = await contestants[name]()
    }
  }
  progress('')
  return measured
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Ratio of two rates that were measured in the same rounds: the median of the rounds, and their range. */
export function ratioOf(numerators, denominators) {
  const ratios = numerators.map((value, round) => value / denominators[round])
  return { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) }
}
