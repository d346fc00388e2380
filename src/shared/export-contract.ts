import type { Provenance } from './provenance.js'

/** Files with the numbers of a map. `matrix` is one output with its axes, as CSV. */
export const DATA_FORMATS = ['csv', 'matrix', 'json', 'nc', 'npz'] as const
export type DataFormat = (typeof DATA_FORMATS)[number]

/** Files with its picture. */
export const FIGURE_FORMATS = ['png', 'svg', 'pdf'] as const
export type FigureFormat = (typeof FIGURE_FORMATS)[number]

export type ExportFormat = DataFormat | FigureFormat

/** Ending of the name of a file, without the dot. */
export const extensionOf = (format: ExportFormat): string => (format === 'matrix' ? 'csv' : format)

/** A figure of two columns at 1200 dpi has a tenth of it; it must fit into one message (see codec.ts). */
export const MAX_FIGURE_BYTES = 48 * 2 ** 20

/** What an interface may ask of the owner to get results out of it. Part of OwnerContract. */
export interface ExportContract {
  /**
   * Writes the data of the session on the desk. A file at `path` is replaced once the new one is complete
   * and was read back. Rejects with `input/invalid` or `session/unwritable`.
   */
  exportSession: (argument: {
    format: DataFormat
    path: string
    /** The one output of a matrix. */
    output?: string
  }) => { path: string; bytes: number }
  /**
   * Writes a picture that the interface made, to a path that ends as the format says. The bytes must
   * begin as such a file does. Rejects as `exportSession`.
   */
  saveFigure: (argument: { format: FigureFormat; path: string; bytes: Uint8Array }) => {
    path: string
    bytes: number
  }
  /** A TrueType font of the owner's computer for the letters of a PDF; null where it has none. */
  figureFonts: (argument: Record<string, never>) => {
    regular: Uint8Array | null
    bold: Uint8Array | null
  }
  /** Of the session on the desk. */
  provenance: (argument: Record<string, never>) => Provenance
}
