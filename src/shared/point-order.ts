/**
 * The order in which points of an nx × ny grid are computed: coarse to fine, the same on every machine.
 *
 * Position k of the order is found by giving the bits of a counter, lowest first, to the highest free
 * bits of x and y in turn, so that the first points halve the grid, the next ones quarter it, and so on;
 * counters that fall outside the grid are skipped. Any prefix of the order is an evenly spread picture.
 *
 * @returns row-major point indices y · nx + x in order of computation, shape (nx · ny)
 */
export function pointOrder(nx: number, ny: number): Uint32Array {
  const bitsX = Math.ceil(Math.log2(nx))
  const bitsY = Math.ceil(Math.log2(ny))
  const order = new Uint32Array(nx * ny)
  let length = 0
  for (let counter = 0; counter < 2 ** (bitsX + bitsY); counter++) {
    let x = 0
    let y = 0
    let freeX = bitsX
    let freeY = bitsY
    for (let rest = counter; rest > 0; rest >>>= 1) {
      const bit = rest & 1
      if (freeX > 0 && freeX >= freeY) x |= bit << --freeX
      else y |= bit << --freeY
    }
    if (x < nx && y < ny) order[length++] = y * nx + x
  }
  return order
}

/**
 * The levels of the order: after 2^level counters the points computed form a lattice, and each of them
 * stands for the block of cells between it and its neighbours.
 */
export interface OrderLevels {
  /** Level at which the whole grid is done. */
  readonly finest: number
  /** Cells covered by one point of each level, shape (finest + 1). */
  readonly blockWidth: Uint32Array
  readonly blockHeight: Uint32Array
  /** The level at which point (x, y) is computed: 0 for the first point of all. */
  levelOf(x: number, y: number): number
}

export function orderLevels(nx: number, ny: number): OrderLevels {
  let freeX = Math.ceil(Math.log2(nx))
  let freeY = Math.ceil(Math.log2(ny))
  const finest = freeX + freeY
  const blockWidth = new Uint32Array(finest + 1)
  const blockHeight = new Uint32Array(finest + 1)
  // Coarsest level whose lattice has columns (rows) at multiples of 2^t.
  const levelByZerosX = new Uint8Array(33)
  const levelByZerosY = new Uint8Array(33)
  for (let level = 0; level <= finest; level++) {
    blockWidth[level] = 2 ** freeX
    blockHeight[level] = 2 ** freeY
    if (level === finest) break
    if (freeX > 0 && freeX >= freeY) levelByZerosX[--freeX] = level + 1
    else levelByZerosY[--freeY] = level + 1
  }
  return {
    finest,
    blockWidth,
    blockHeight,
    levelOf: (x, y) => Math.max(levelByZerosX[trailingZeros(x)]!, levelByZerosY[trailingZeros(y)]!),
  }
}

/** 32 for zero, which is a multiple of everything. */
const trailingZeros = (n: number): number => (n === 0 ? 32 : 31 - Math.clz32(n & -n))
