import type { Mechanism, Step } from '../mechanism.js'
import { netCount } from './net-count.js'

/** How often each step runs in a cycle that leaves the surface as it was; negative: in reverse. Shape (steps). */
export type Route = readonly number[]

/** More routes than this are no help to anybody who chooses one. */
const MAX_ROUTES = 24
/** A cycle that needs a step more often than this is drawn by nobody. */
const MAX_REPEATS = 12

/**
 * Cycles of steps after which every coverage is what it was: integer vectors of the null space of the
 * surface stoichiometry, each with as few steps as there can be. Cycles that turn gases into others come
 * first; those that would run an irreversible step backwards are left out. Empty when there is none.
 *
 * The fundamental circuits of the reduced row echelon form: J. Happel and P. H. Sellers, Adv. Catal. 32 (1983).
 */
export function routesOf(mechanism: Mechanism): Route[] {
  const { surface, steps } = mechanism
  const rows = surface.map((_, s) => steps.map(step => netCount(step, 'surface', s)))
  const pivots = reduce(rows)
  const pivotColumns = new Set(pivots.map(({ column }) => column))
  const routes = steps.flatMap((_, free) => {
    if (pivotColumns.has(free)) return []
    const vector = steps.map((__, j): number => (j === free ? 1 : 0))
    for (const { row, column } of pivots) vector[column] = -rows[row]![free]! || 0
    const route = oriented(wholeNumbers(vector), steps)
    return route && Math.max(...route.map(Math.abs)) <= MAX_REPEATS ? [route] : []
  })
  const turnsGas = (route: Route): boolean =>
    mechanism.gases.some((_, g) => netGas(mechanism, route, g) !== 0)
  const useful = routes.filter(turnsGas)
  return [...useful, ...routes.filter(route => !turnsGas(route))].slice(0, MAX_ROUTES)
}

/** Molecules of a gas that a route makes (positive) or uses up. */
export const netGas = ({ steps }: Mechanism, route: Route, gas: number): number =>
  steps.reduce((sum, step, j) => sum + (route[j] ?? 0) * netCount(step, 'gas', gas), 0)

/** Reduced row echelon form in place; stoichiometric counts are small, so doubles hold the fractions well. */
function reduce(rows: number[][]): { row: number; column: number }[] {
  const TINY = 1e-9
  const pivots: { row: number; column: number }[] = []
  for (let column = 0; column < (rows[0]?.length ?? 0) && pivots.length < rows.length; column++) {
    const top = pivots.length
    let best = top
    for (let r = top; r < rows.length; r++)
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[best]![column]!)) best = r
    const pivot = rows[best]![column]!
    if (Math.abs(pivot) < TINY) continue
    ;[rows[top], rows[best]] = [rows[best]!, rows[top]!]
    rows[top] = rows[top]!.map(x => x / pivot)
    for (const [r, row] of rows.entries()) {
      const factor = row[column]!
      if (r !== top && Math.abs(factor) > TINY) rows[r] = row.map((x, k) => x - factor * rows[top]![k]!)
    }
    pivots.push({ row: top, column })
  }
  return pivots
}

/** The smallest whole numbers in the same proportion. */
function wholeNumbers(vector: readonly number[]): number[] {
  for (let factor = 1; factor <= 60; factor++) {
    const scaled = vector.map(x => x * factor)
    if (scaled.every(x => Math.abs(x - Math.round(x)) < 1e-6)) return scaled.map(x => Math.round(x) || 0)
  }
  return [...vector]
}

/** Irreversible steps run forward; where the rest leaves a choice, most steps do. */
function oriented(route: readonly number[], steps: readonly Step[]): Route | undefined {
  const oneWay = route.filter((_, j) => steps[j]!.reverse.kind === 'irreversible')
  const [forward, backward] = [oneWay.some(n => n > 0), oneWay.some(n => n < 0)]
  if (forward && backward) return undefined
  const net = route.reduce((sum, n) => sum + Math.sign(n), 0)
  const flip = backward || (!forward && (net < 0 || (net === 0 && route.find(n => n !== 0)! < 0)))
  return flip ? route.map(n => -n || 0) : route
}
