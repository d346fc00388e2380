import { readFileSync } from 'node:fs'
import { conservationLaws } from '../../../src/worker/kinetics/conservation.js'
import { type Network, type Participant } from '../../../src/worker/kinetics/network.js'

/**
 * A network from surface parts of reactions: `['* -> CO', '2 * -> 2 O', 'CO + O -> 2 *']` over the
 * species in `surface`; `0` is an empty side. Every species occupies one site.
 */
export function networkFrom(surface: readonly string[], reactions: readonly string[]): Network {
  const side = (text: string): Participant[] =>
    text.trim() === '0'
      ? []
      : text.split(' + ').map(term => {
          const [count, name] = term.trim().includes(' ') ? term.trim().split(' ') : ['1', term.trim()]
          return { species: surface.indexOf(name!), count: Number(count) }
        })
  const sides = reactions.map(reaction => reaction.split('->').map(side) as [Participant[], Participant[]])
  const nu = surface.map((_, i) =>
    sides.map(([left, right]) => {
      const count = (terms: Participant[]): number => terms.find(({ species }) => species === i)?.count ?? 0
      return count(right) - count(left)
    }),
  )
  return {
    n: surface.length,
    m: reactions.length,
    reactants: sides.map(([left]) => left),
    products: sides.map(([, right]) => right),
    nu,
    laws: conservationLaws(nu, [new Float64Array(surface.length).fill(1)]),
  }
}

/** CO oxidation in three steps; surface species CO, O, *. */
export const coOxidation = networkFrom(['CO', 'O', '*'], ['* -> CO', '2 * -> 2 O', 'CO + O -> 2 *'])

/** One point of a reference map with all its steady states, best first-hand digits as text. */
export interface ReferencePoint {
  readonly pO2: number
  readonly pCO: number
  readonly roots: readonly {
    readonly thetaCO: string
    readonly thetaO: string
    readonly free: string
    readonly tof: string
    readonly stable: boolean
  }[]
}

/** The article's map on Pt(100), case B; rows of `tof` are pO2, columns pCO. */
export const pt100 = JSON.parse(
  readFileSync(new URL('../../fixtures/pt100-map.json', import.meta.url), 'utf8'),
) as {
  readonly kf: readonly string[]
  readonly kr: readonly string[]
  readonly p: readonly number[]
  readonly tof: readonly (readonly number[])[]
  readonly thetaCO: readonly (readonly number[])[]
  readonly thetaO: readonly (readonly number[])[]
  readonly points: readonly ReferencePoint[]
}

/** Effective constants of case B, shape (6). */
export function pt100Constants(pCO: number, pO2: number): Float64Array {
  const [k1, k2, k3] = pt100.kf.map(Number) as [number, number, number]
  const [r1, r2, r3] = pt100.kr.map(Number) as [number, number, number]
  return Float64Array.of(k1 * pCO, k2 * pO2, k3, r1, r2, r3 * 0.01)
}

/** Uniform numbers in [0, 1), the same on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
