/**
 * Lanes of each owner who wants some, in the order they came: as equal as whole cores allow, the first ones
 * getting the cores that are over.
 */
export function divideLanes(owners: number, lanes: number): number[] {
  const each = owners > 0 ? Math.floor(lanes / owners) : 0
  return Array.from({ length: owners }, (_, place) => each + (place < lanes - each * owners ? 1 : 0))
}
