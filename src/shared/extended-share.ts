/** Solved points of a slice by the precision they needed, and the time they took together [ms]. */
export interface SliceCost {
  readonly double: number
  readonly extended: number
  readonly ms: number
}

/** Slices whose shares of extended points are all alike do not tell what one of them costs. */
const SINGULAR = 1e-6

/**
 * Share of the computing time that went into points in extended precision, in [0, 1]. Times are known of whole
 * slices only, so the mean costs a and b of a point of either kind are fitted, ms ≈ a double + b extended, by
 * least squares with weights 1 / points; undefined where slices do not tell them apart.
 */
export function extendedShare(slices: readonly SliceCost[]): number | undefined {
  let [dd, de, ee, dt, et, doubles, extendeds] = [0, 0, 0, 0, 0, 0, 0]
  for (const { double, extended, ms } of slices) {
    const points = double + extended
    if (points === 0) continue
    dd += (double * double) / points
    de += (double * extended) / points
    ee += (extended * extended) / points
    dt += (double * ms) / points
    et += (extended * ms) / points
    doubles += double
    extendeds += extended
  }
  if (extendeds === 0) return doubles === 0 ? undefined : 0
  if (doubles === 0) return 1
  const determinant = dd * ee - de * de
  if (determinant <= SINGULAR * dd * ee) return undefined
  const inDouble = doubles * Math.max(0, (dt * ee - et * de) / determinant)
  const inExtended = extendeds * Math.max(0, (et * dd - dt * de) / determinant)
  return inDouble + inExtended > 0 ? inExtended / (inDouble + inExtended) : undefined
}
