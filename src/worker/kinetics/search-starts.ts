import { type Mechanism } from '../../shared/mechanism.js'

/** Shares of a site type that corners leave free: how much decides between basins. */
const FREE = [1e-2, 1e-5, 1e-9, 1e-14]
/** Random starts per surface species, and in all. */
const PER_SPECIES = 3
const MOST = 60
/** Coverages of random starts lie within these decades of each other. */
const DECADES = 6

/**
 * Coverages from which to look for all steady states of a mechanism, each of shape (surface): the stated start,
 * the named ones, a surface covered by one adsorbate each, and random ones, the same every time.
 *
 * Only starts with the conserved totals of the first one count.
 */
export function searchStarts(
  mechanism: Pick<Mechanism, 'surface' | 'sites' | 'starts'>,
  start: readonly number[],
  laws: readonly Float64Array[],
): Float64Array[] {
  const { surface, sites, starts } = mechanism
  const first = Float64Array.from(start)
  const empty = surface.map(({ free, site }) => (free ? sites[site]!.total : 0))
  const corners = surface.flatMap(({ free, site, occupies }, i) => {
    if (free) return []
    const { total } = sites[site]!
    return FREE.map(left =>
      empty.map((value, k) =>
        k === i
          ? ((1 - left) * total) / occupies
          : surface[k]!.site === site && value > 0
            ? left * total
            : value,
      ),
    )
  })
  const random = seeded(surface.length)
  const scattered = Array.from({ length: Math.min(MOST, PER_SPECIES * surface.length) }, () =>
    scatter(mechanism, random),
  )
  const candidates = [...Object.values(starts), empty, ...corners, ...scattered].map(s =>
    Float64Array.from(s),
  )
  return [first, ...candidates.filter(candidate => sameTotals(candidate, first, laws))]
}

/** Every site type shared out at random on a logarithmic scale. */
function scatter({ surface, sites }: Pick<Mechanism, 'surface' | 'sites'>, random: () => number): number[] {
  const weights = surface.map(() => 10 ** (-DECADES * random()))
  return surface.map(({ site, occupies }, i) => {
    const sum = surface.reduce((total, s, k) => total + (s.site === site ? weights[k]! : 0), 0)
    return (sites[site]!.total * weights[i]!) / sum / occupies
  })
}

function sameTotals(a: Float64Array, b: Float64Array, laws: readonly Float64Array[]): boolean {
  return laws.every(law => {
    let difference = 0
    let scale = 0
    for (let i = 0; i < law.length; i++) {
      difference += law[i]! * (a[i]! - b[i]!)
      scale += Math.abs(law[i]!) * (a[i]! + b[i]!)
    }
    return Math.abs(difference) <= 1e-12 * scale
  })
}

/** Uniform numbers in [0, 1), the same on every machine (Numerical Recipes' linear congruence). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
