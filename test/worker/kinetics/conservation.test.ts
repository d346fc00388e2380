import { describe, expect, it } from 'vitest'
import { conservationLaws, dependentSpecies } from '../../../src/worker/kinetics/conservation.js'
import { coOxidation, networkFrom, seeded } from '../support/networks.js'

describe('conservationLaws', () => {
  it('keeps the site balance of CO oxidation and finds no other law', () => {
    expect(coOxidation.laws).toEqual([Float64Array.of(1, 1, 1)])
  })

  it('finds the species that never reacts', () => {
    const { laws } = networkFrom(['A', 'inert', '*'], ['* -> A'])
    expect(laws).toHaveLength(2)
    expect(laws.some(law => law[1] !== 0 && law[0] === law[2])).toBe(true)
  })

  it('drops a claimed law that the steps break', () => {
    expect(conservationLaws([[1], [-2]], [Float64Array.of(1, 1)])).toEqual([Float64Array.of(1, 0.5)])
  })

  it('returns only invariants, as many as the rank leaves (300 seeded matrices)', () => {
    const random = seeded(7)
    for (let k = 0; k < 300; k++) {
      const n = 1 + Math.floor(random() * 6)
      const m = 1 + Math.floor(random() * 6)
      const nu = Array.from({ length: n }, () =>
        Array.from({ length: m }, () => Math.floor(random() * 5) - 2),
      )
      const laws = conservationLaws(nu, [])
      for (const law of laws)
        for (let j = 0; j < m; j++)
          expect(law.reduce((sum, c, i) => sum + c * nu[i]![j]!, 0)).toBeCloseTo(0, 8)
      expect(laws.length).toBe(n - rank(nu))
    }
  })
})

describe('dependentSpecies', () => {
  it('gives back each conserved total from the other species', () => {
    const laws = [Float64Array.of(1, 1, 0, 1), Float64Array.of(0, 1, 1, 0)]
    const y = [0.1, 0.2, 0.3, 0.4]
    const totals = laws.map(law => law.reduce((sum, c, i) => sum + c * y[i]!, 0))
    for (const { species, totals: parts, coefficients } of dependentSpecies(laws)) {
      const total = parts.reduce((sum, { law, weight }) => sum + weight * totals[law]!, 0)
      const rest = coefficients.reduce((sum, c, i) => sum + c * y[i]!, 0)
      expect(total - rest).toBeCloseTo(y[species]!, 14)
    }
  })
})

function rank(nu: readonly (readonly number[])[]): number {
  const rows = nu.map(row => row.slice())
  let found = 0
  for (let c = 0; c < rows[0]!.length; c++) {
    const pivot = rows.findIndex((row, i) => i >= found && Math.abs(row[c]!) > 1e-9)
    if (pivot < 0) continue
    ;[rows[found], rows[pivot]] = [rows[pivot]!, rows[found]!]
    for (let i = found + 1; i < rows.length; i++) {
      const factor = rows[i]![c]! / rows[found]![c]!
      rows[i] = rows[i]!.map((value, k) => value - factor * rows[found]![k]!)
    }
    found++
  }
  return found
}
