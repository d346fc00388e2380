/** What the main map asks beyond its first values. */
export interface MapContract {
  /**
   * Chooses the output whose values are pushed, as `watch` does, for an interface that has kept its map:
   * false, and nothing is chosen, when the map has changed since that revision of it.
   */
  rewatch: (argument: { output: string; revision: number }) => boolean
  /** Points that people marked in the session on the desk. */
  pins: (argument: Record<string, never>) => readonly Pin[]
  /** Replaces them; false when the session is open for reading only, and they are not kept. */
  keepPins: (argument: { pins: readonly Pin[] }) => boolean
}

/** A marked cell of the map; the number is what people see, and stays its own. */
export interface Pin {
  readonly id: number
  readonly i: number
  readonly j: number
  readonly name: string
}

/** More markers than this hide the map. */
export const MOST_PINS = 99
export const LONGEST_PIN_NAME = 60
