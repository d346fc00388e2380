/**
 * Lanes of each owner who wants some, in the order they came: as equal as whole cores allow, the first ones
 * getting the cores that are over.
 */
export function divideLanes(owners: number, lanes: number): number[] {
  const each = owners > 0 ? Math.floor(lanes / owners) : 0
  return Array.from({ length: owners }, (_, place) => each + (place < lanes - each * owners ? 1 : 0))
}

/**
 * Of those who ask for one and the same sweep, the last. An owner whose connection broke without a word to the helper
 * is back before the helper can know; until then the old one would hold half of the lanes for nobody.
 */
export function newestOfEach<T>(owners: readonly T[], sweepOf: (owner: T) => string | undefined): T[] {
  return owners.filter((owner, at) => {
    const sweep = sweepOf(owner)
    return !owners.some((other, place) => place > at && sweepOf(other) === sweep)
  })
}
