import { type Picture } from './picture.js'

export interface PictureShelf {
  /** Puts a complete picture aside; one that still fills is out of date at once and is not kept. */
  keep(picture: Picture): boolean
  /** Takes the picture of an output off the shelf. */
  take(output: string): Picture | undefined
  clear(): void
}

/** A cell of a picture takes 26 bytes: about 100 MB. */
const MOST_CELLS = 4_000_000

/** Pictures of outputs that were on show, so that going back to one moves and computes little. */
export function createPictureShelf(mostCells = MOST_CELLS): PictureShelf {
  // The order of a map is that of insertion: the first is the one not seen for longest.
  const kept = new Map<string, Picture>()
  const cells = ({ raster }: Picture): number => raster.nx * raster.ny

  return {
    keep: picture => {
      if (picture.found.pending > 0 || cells(picture) > mostCells) return false
      kept.delete(picture.output)
      kept.set(picture.output, picture)
      let sum = 0
      for (const other of kept.values()) sum += cells(other)
      for (const [output, other] of kept) {
        if (sum <= mostCells) break
        kept.delete(output)
        sum -= cells(other)
      }
      return true
    },
    take: output => {
      const found = kept.get(output)
      kept.delete(output)
      return found
    },
    clear: () => kept.clear(),
  }
}
