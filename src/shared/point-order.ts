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
  const bits = bitsX + bitsY
  // The cell of a counter is the sum of what its low and its high bits contribute, looked up in two tables.
  const lowBits = bits >> 1
  const weight = bitWeights(bitsX, bitsY)
  const low = contributions(weight.slice(0, lowBits))
  const high = contributions(weight.slice(lowBits))
  const order = new Uint32Array(nx * ny)
  let length = 0
  for (let h = 0; h < high.x.length; h++) {
    const x0 = high.x[h]!
    const y0 = high.y[h]!
    for (let l = 0; l < low.x.length; l++) {
      const x = x0 + low.x[l]!
      const y = y0 + low.y[l]!
      if (x < nx && y < ny) order[length++] = y * nx + x
    }
  }
  return order
}

interface Weight {
  readonly x: number
  readonly y: number
}

/** What each bit of the counter, lowest first, adds to x and y. */
function bitWeights(bitsX: number, bitsY: number): Weight[] {
  const weights: Weight[] = []
  let [freeX, freeY] = [bitsX, bitsY]
  while (freeX + freeY > 0)
    weights.push(freeX > 0 && freeX >= freeY ? { x: 2 ** --freeX, y: 0 } : { x: 0, y: 2 ** --freeY })
  return weights
}

/** x and y of all counters over some bits, shape (2^bits). */
function contributions(weights: readonly Weight[]): { x: Float64Array; y: Float64Array } {
  const x = new Float64Array(2 ** weights.length)
  const y = new Float64Array(2 ** weights.length)
  for (const [bit, weight] of weights.entries())
    for (let k = 2 ** bit; k < 2 ** (bit + 1); k++) {
      x[k] = x[k - 2 ** bit]! + weight.x
      y[k] = y[k - 2 ** bit]! + weight.y
    }
  return { x, y }
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

/** @param swept an axis along which all points are computed one after the other, see planOrder */
export function orderLevels(nx: number, ny: number, swept?: 'x' | 'y'): OrderLevels {
  let freeX = swept === 'x' ? 0 : Math.ceil(Math.log2(nx))
  let freeY = swept === 'y' ? 0 : Math.ceil(Math.log2(ny))
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
