import { compiled } from '../kinetics/compiled.js'

/** Factors with more entries than this make a function too long for the optimising compiler. */
const MOST_STRAIGHT = 1200

/** LU factors of a matrix of a known pattern, with pivots on the diagonal in an order of little fill-in. */
export interface SparseLu {
  /** Factorises `values` in place; false when a pivot is zero or not finite. */
  readonly factorise: () => boolean
  /** Solves in place, b of shape (n). */
  readonly solve: (b: Float64Array) => void
  /** Receives the matrix, fill-in as zeros, before each `factorise`, and holds its factors afterwards. */
  readonly values: Float64Array
  /** Place of entry (i, j) in `values`, row-major, shape (n, n); −1 where it is zero. */
  readonly places: Int32Array
}

/**
 * The elimination is planned once, as lists of places, so that a factorisation touches no zero and compares no
 * pivots: for matrices such as I/(γh) − J, whose diagonal is large where it matters.
 *
 * @param nonZero pattern, diagonal included
 * @param isLast  rows that are taken last, since they are full
 */
export function makeSparseLu(
  n: number,
  nonZero: (i: number, j: number) => boolean,
  isLast: (i: number) => boolean,
): SparseLu {
  const pattern = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => nonZero(i, j)))
  const { order, below, right } = planElimination(pattern, isLast)
  const places = new Int32Array(n * n).fill(-1)
  let count = 0
  for (let k = 0; k < n * n; k++) if (pattern[Math.floor(k / n)]![k % n]) places[k] = count++
  const values = new Float64Array(count)
  const inverse = new Float64Array(n)
  const pivots = Int32Array.from(order)
  const diagonal = Int32Array.from(order, i => places[i * n + i]!)
  const { items: rows, starts: rowStarts } = concatenated(below)
  const { items: columns, starts: columnStarts } = concatenated(right)
  const lower = Int32Array.from(below.flatMap((list, p) => list.map(i => places[i * n + order[p]!]!)))
  const upper = Int32Array.from(right.flatMap((list, p) => list.map(j => places[order[p]! * n + j]!)))
  const targets = Int32Array.from(
    below.flatMap((list, p) => list.flatMap(i => right[p]!.map(j => places[i * n + j]!))),
  )

  function factorise(): boolean {
    let at = 0
    for (let p = 0; p < n; p++) {
      const pivot = 1 / values[diagonal[p]!]!
      if (!(Math.abs(pivot) < Infinity)) return false
      inverse[p] = pivot
      const end = columnStarts[p + 1]!
      for (let t = rowStarts[p]!; t < rowStarts[p + 1]!; t++) {
        const factor = values[lower[t]!]! * pivot
        values[lower[t]!] = factor
        for (let c = columnStarts[p]!; c < end; c++) values[targets[at++]!]! -= factor * values[upper[c]!]!
      }
    }
    return true
  }

  function solve(b: Float64Array): void {
    for (let p = 0; p < n; p++) {
      const x = b[pivots[p]!]!
      for (let t = rowStarts[p]!; t < rowStarts[p + 1]!; t++) b[rows[t]!]! -= values[lower[t]!]! * x
    }
    for (let p = n - 1; p >= 0; p--) {
      let sum = b[pivots[p]!]!
      for (let c = columnStarts[p]!; c < columnStarts[p + 1]!; c++)
        sum -= values[upper[c]!]! * b[columns[c]!]!
      b[pivots[p]!] = sum * inverse[p]!
    }
  }

  const straight = count <= MOST_STRAIGHT ? straightSolve(order, below, right, places) : undefined
  return {
    factorise,
    solve: straight === undefined ? solve : b => straight(b, values, inverse),
    values,
    places,
  }
}

/** The same as straight-line code on local variables: both triangles without a list of places to read. */
function straightSolve(
  order: readonly number[],
  below: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
  places: Int32Array,
): (b: Float64Array, values: Float64Array, inverse: Float64Array) => void {
  const n = order.length
  const each = (make: (k: number, p: number) => string): string[] => order.map(make)
  const code = [
    ...each(k => `let b${k}=b[${k}];`),
    ...each((k, p) => below[p]!.map(i => `b${i}-=w[${places[i * n + k]}]*b${k};`).join('')),
    ...each((k, p) => {
      const terms = right[p]!.map(j => `-w[${places[k * n + j]}]*b${j}`)
      return `b${k}=(b${k}${terms.join('')})*inverse[${p}];`
    }).reverse(),
    ...each(k => `b[${k}]=b${k};`),
  ]
  return compiled('b,w,inverse', code.join('\n'))
}

interface Elimination {
  /** Pivots in turn; rows below and columns right of each that its elimination touches. */
  readonly order: readonly number[]
  readonly below: readonly (readonly number[])[]
  readonly right: readonly (readonly number[])[]
}

/** Markowitz' order on the diagonal: fewest products first. Marks fill-in in `pattern`. */
function planElimination(pattern: boolean[][], isLast: (i: number) => boolean): Elimination {
  const left = new Set(pattern.keys())
  const order: number[] = []
  const below: number[][] = []
  const right: number[][] = []
  const rowsOf = (k: number): number[] => [...left].filter(i => i !== k && pattern[i]![k])
  const columnsOf = (k: number): number[] => [...left].filter(j => j !== k && pattern[k]![j])
  while (left.size > 0) {
    let best = -1
    let least = Infinity
    for (const k of left) {
      const cost = rowsOf(k).length * columnsOf(k).length + (isLast(k) ? pattern.length ** 2 : 0)
      if (cost < least) [best, least] = [k, cost]
    }
    const [rows, columns] = [rowsOf(best), columnsOf(best)]
    left.delete(best)
    order.push(best)
    below.push(rows)
    right.push(columns)
    for (const i of rows) for (const j of columns) pattern[i]![j] = true
  }
  return { order, below, right }
}

function concatenated(lists: readonly (readonly number[])[]): { items: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(lists.length + 1)
  for (const [p, list] of lists.entries()) starts[p + 1] = starts[p]! + list.length
  return { items: Int32Array.from(lists.flat()), starts }
}
