import { type Network } from '../kinetics/network.js'
import { eigenvalues } from './eigenvalues.js'
import { type ReducedSystem } from './reduced-system.js'
import { type Mode } from './stability.js'
import { type SteadySystem } from './steady-system.js'

/**
 * Makes the function that finds the modes of `makeModes` without extended precision, at a steady state y where
 * `reduced` is linearised and all species are present.
 *
 * With z = T y the combined coverages whose balances stand in the rows, A δ = λ (1/g) T diag(y) δ. So 1/λ are the
 * eigenvalues of (1/g) T diag(y) A⁻¹, whose rows are as large as the times 1/g of their balances: with slow rows
 * first, slow and fast modes keep their digits though thirty decades lie between them.
 *
 * A mode that grows is slow, and found in any order of the rows. In the rounding of fast ones a sign may be lost,
 * in one order or the other: so a state is stable when one of them says so.
 *
 * @returns modes(y), slowest first; undefined when the eigenvalues are not found
 */
export function makeReducedModes({ n }: Network, system: SteadySystem, reduced: ReducedSystem) {
  const matrix = new Float64Array(n * n)
  const sorted = new Float64Array(n * n)
  const sizes = new Float64Array(n)
  const re = new Float64Array(n)
  const im = new Float64Array(n)
  const { lawOf, rowOf, gross, basis } = reduced

  /** Writes the matrix for the balances alone, which come first, and returns their number. */
  function assemble(y: Float64Array): number {
    const { size, present } = system
    const inverse = reduced.invert()
    let count = 0
    while (count < size && lawOf[count]! < 0) count++
    for (let i = 0; i < count; i++)
      for (let k = 0; k < count; k++) {
        let sum = 0
        for (let b = 0; b < size; b++) {
          const s = present[b]!
          sum += basis.species[rowOf[i]! * n + s]! * y[s]! * inverse[k * size + b]!
        }
        matrix[i * count + k] = sum / gross[i]!
      }
    return count
  }

  /** Rows and columns by falling `sizes`. */
  function sort(count: number): void {
    const order = Array.from({ length: count }, (_, i) => i)
    order.sort((a, b) => sizes[b]! - sizes[a]!)
    for (let i = 0; i < count; i++)
      for (let k = 0; k < count; k++) sorted[i * count + k] = matrix[order[i]! * count + order[k]!]!
  }

  function sizeByDiagonal(count: number): void {
    for (let i = 0; i < count; i++) sizes[i] = Math.abs(matrix[i * count + i]!)
  }

  function sizeByRow(count: number): void {
    for (let i = 0; i < count; i++) {
      sizes[i] = 0
      for (let k = 0; k < count; k++) sizes[i] = Math.max(sizes[i]!, Math.abs(matrix[i * count + k]!))
    }
  }

  function modesOf(count: number): Mode[] | undefined {
    sort(count)
    if (!eigenvalues(sorted, count, re, im)) return undefined
    const modes: Mode[] = []
    for (let k = 0; k < count; k++) {
      const square = re[k]! * re[k]! + im[k]! * im[k]!
      if (!(square > 0)) return undefined
      modes.push({ re: re[k]! / square, im: -im[k]! / square })
    }
    return modes.sort((a, b) => b.re - a.re)
  }

  return (y: Float64Array): Mode[] | undefined => {
    const count = assemble(y)
    sizeByDiagonal(count)
    const modes = modesOf(count)
    if (modes !== undefined && !(count > 0 && modes[0]!.re >= 0)) return modes
    sizeByRow(count)
    return modesOf(count) ?? modes
  }
}
