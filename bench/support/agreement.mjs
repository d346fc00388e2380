/** Largest relative difference of TOF at which two solvers tell the same. */
const SAME_TOF = 1e-6

/**
 * Which branch of case B a point is on, without any solver. Started empty, the surface stays active where
 * the active state exists: s = k1 pCO / (2 k2 pO2) < 1 and (1 − s)² ≥ 4 k1 pCO s / k3 (desorption neglected).
 */
export function activeByClosedForm(kase, pCO, pO2) {
  const [k1, k2, k3] = kase.kf
  const s = (k1 * pCO) / (2 * k2 * pO2)
  return s < 1 && (1 - s) ** 2 >= (4 * k1 * pCO * s) / k3
}

/** The active branch turns over at least 10⁻² s⁻¹, the poisoned one less than 10⁻¹² s⁻¹. */
const isActive = tof => tof > 1e-6

/**
 * Compares two lists of TOF of the same points.
 * @returns counts of points: in all, on the same branch, and with the same TOF
 */
export function compare(ours, theirs) {
  let sameBranch = 0
  let sameTof = 0
  let negative = 0
  for (let i = 0; i < ours.length; i++) {
    if (isActive(ours[i]) === isActive(theirs[i])) sameBranch++
    if (Math.abs(theirs[i] - ours[i]) <= SAME_TOF * Math.abs(ours[i])) sameTof++
    if (theirs[i] < 0) negative++
  }
  return { points: ours.length, sameBranch, sameTof, negative }
}

export function countOnClosedFormBranch(kase, n, tof) {
  const at = (range, i) => range.from + ((range.to - range.from) * i) / (n - 1)
  let same = 0
  for (let y = 0; y < n; y++)
    for (let x = 0; x < n; x++)
      if (isActive(tof[y * n + x]) === activeByClosedForm(kase, at(kase.pCO, x), at(kase.pO2, y))) same++
  return same
}
