/** Stoichiometric numbers are small rational numbers; what is smaller than this is rounding. */
const ZERO = 1e-9
/** Denominators that occur in ways around a network of steps. */
const LARGEST_DENOMINATOR = 60

/**
 * A basis of the null space of a matrix with small rational entries, by reduced row echelon form, each vector
 * scaled to the smallest whole numbers. A vector has one column of its own and otherwise columns before it, so
 * that columns which come first are shared by many.
 *
 * @param rows shape (rows, columns); left as it is
 * @returns vectors of shape (columns)
 */
export function nullSpace(rows: readonly (readonly number[])[], columns: number): number[][] {
  const M = rows.map(row => [...row])
  const pivotRow = new Map<number, number>()
  for (let column = 0; column < columns && pivotRow.size < M.length; column++) {
    const top = pivotRow.size
    let best = top
    for (let i = top + 1; i < M.length; i++)
      if (Math.abs(M[i]![column]!) > Math.abs(M[best]![column]!)) best = i
    if (Math.abs(M[best]![column]!) < ZERO) continue
    ;[M[top], M[best]] = [M[best]!, M[top]!]
    eliminate(M, top, column)
    pivotRow.set(column, top)
  }
  const basis: number[][] = []
  for (let free = 0; free < columns; free++) {
    if (pivotRow.has(free)) continue
    const vector = new Array<number>(columns).fill(0)
    vector[free] = 1
    for (const [column, row] of pivotRow) if (column < free) vector[column] = -M[row]![free]!
    basis.push(toWholeNumbers(vector))
  }
  return basis
}

function eliminate(M: number[][], top: number, column: number): void {
  const pivot = M[top]!
  const scale = pivot[column]!
  for (let k = column; k < pivot.length; k++) pivot[k]! /= scale
  for (const [i, row] of M.entries()) {
    const factor = row[column]!
    if (i === top || factor === 0) continue
    for (let k = column; k < row.length; k++) {
      const value = row[k]! - factor * pivot[k]!
      row[k] = Math.abs(value) < ZERO ? 0 : value
    }
  }
}

function toWholeNumbers(vector: readonly number[]): number[] {
  for (let scale = 1; scale <= LARGEST_DENOMINATOR; scale++) {
    const scaled = vector.map(value => value * scale)
    if (scaled.every(value => Math.abs(value - Math.round(value)) < 1e-6))
      return scaled.map(value => Math.round(value) + 0)
  }
  return [...vector]
}
