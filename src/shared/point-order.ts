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
