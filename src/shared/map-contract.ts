/** What the main map asks beyond its first values. */
export interface MapContract {
  /**
   * Chooses the output whose values are pushed, as `watch` does, for an interface that has kept its map:
   * false, and nothing is chosen, when the map has changed since that revision of it.
   */
  rewatch: (argument: { output: string; revision: number }) => boolean
}
