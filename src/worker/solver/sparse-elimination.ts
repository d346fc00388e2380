/**
 * Symbolic Gaussian elimination of W = D − A with pivots on the diagonal, as straight-line code.
 *
 * The matrices of a Rosenbrock step of a reaction network have a large positive diagonal, so that no
 * exchange of rows is needed; where a pivot does vanish the step yields NaN and is rejected. Pivots are
 * taken in the order of fewest neighbours (minimum degree), fill-in included.
 */
export interface EliminationProgram {
  /** Statements that factor W, given its diagonal part and −W's remaining entries ('' where zero). */
  factor: (diagonal: (i: number, j: number) => string, minus: (i: number, j: number) => string) => string
  /** Statements that solve for one right-hand side, reading rhs(i) and assigning to solution(i). */
  solve: (rhs: (i: number) => string, solution: (i: number) => string) => string
}

/** Unknowns up to which inverting W pays for eight right-hand sides. */
const MOST_INVERTED = 3

export function eliminationProgram(
  n: number,
  nonZero: (i: number, j: number) => boolean,
): EliminationProgram {
  const pattern = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => i === j || nonZero(i, j)),
  )
  const original = pattern.map(row => row.slice())
  const order = pivotOrder(pattern)
  const position = order.map((_, i) => order.indexOf(i))
  const after = (k: number): number[] => order.slice(position[k]! + 1)

  function factor(
    diagonal: (i: number, j: number) => string,
    minus: (i: number, j: number) => string,
  ): string {
    const code: string[] = []
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        if (pattern[i]![j]) {
          const entry = original[i]![j] ? minus(i, j) : ''
          const start = `${diagonal(i, j)}${entry === '' ? '' : `-${entry}`}`
          code.push(`let w${i}_${j}=${start === '' ? '0' : start};`)
        }
    for (const k of order) {
      code.push(`const p${k}=1/w${k}_${k};`)
      for (const i of after(k).filter(i => pattern[i]![k])) {
        code.push(`w${i}_${k}*=p${k};`)
        for (const j of after(k).filter(j => pattern[k]![j])) code.push(`w${i}_${j}-=w${i}_${k}*w${k}_${j};`)
      }
    }
    return code.join('\n')
  }

  function solve(rhs: (i: number) => string, solution: (i: number) => string): string {
    const code = order.map(i => {
      const lower = order.slice(0, position[i]).filter(j => pattern[i]![j])
      return `const z${i}=${rhs(i)}${lower.map(j => `-w${i}_${j}*z${j}`).join('')};`
    })
    for (const i of order.toReversed()) {
      const upper = after(i).filter(j => pattern[i]![j])
      code.push(`${solution(i)}=(z${i}${upper.map(j => `-w${i}_${j}*${solution(j)}`).join('')})*p${i};`)
    }
    return code.join('\n')
  }

  const invert = n <= MOST_INVERTED
  return invert ? invertedProgram(n, { factor, solve }) : { factor, solve }
}

/**
 * The same with the inverse of W: as many products as the two triangles need, but none of them waits for another.
 * The eight stages of a step follow one upon the other, so what counts is the longest chain, not the sum.
 */
function invertedProgram(n: number, { factor, solve }: EliminationProgram): EliminationProgram {
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))
  return {
    factor: (diagonal, minus) => {
      const columns = each(
        j =>
          `${each(i => `let i${i}_${j}=0;`).join('')}{${solve(
            i => (i === j ? '1' : '0'),
            i => `i${i}_${j}`,
          )}}`,
      )
      return [factor(diagonal, minus), ...columns].join('\n')
    },
    solve: (rhs, solution) =>
      each(i => `${solution(i)}=${each(j => `i${i}_${j}*${rhs(j)}`).join('+')};`).join('\n'),
  }
}

/** Minimum-degree order of the symmetrised pattern; marks fill-in in `pattern`. */
function pivotOrder(pattern: boolean[][]): number[] {
  const left = new Set(pattern.keys())
  const order: number[] = []
  while (left.size > 0) {
    let best = -1
    let bestDegree = Infinity
    for (const i of left) {
      const degree = [...left].filter(j => pattern[i]![j] || pattern[j]![i]).length
      if (degree < bestDegree) {
        best = i
        bestDegree = degree
      }
    }
    left.delete(best)
    order.push(best)
    for (const i of left)
      if (pattern[i]![best]) for (const j of left) if (pattern[best]![j]) pattern[i]![j] = true
  }
  return order
}
