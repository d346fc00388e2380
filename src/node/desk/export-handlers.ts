import {
  DATA_FORMATS,
  type ExportContract,
  extensionOf,
  FIGURE_FORMATS,
  type FigureFormat,
  MAX_FIGURE_BYTES,
} from '../../shared/export-contract.js'
import { startsAs } from '../export/figure-signature.js'
import { systemFonts } from '../export/system-fonts.js'
import { readChoice, readPath, readRecord, readText, refuse } from './door.js'
import type { Job } from './job.js'
import type { SessionDesk } from './session-desk.js'

export type ExportHandlers = {
  [M in keyof ExportContract]: (
    argument: unknown,
  ) => ReturnType<ExportContract[M]> | Promise<ReturnType<ExportContract[M]>>
}

/** Getting results out of the session on the desk; arguments are checked here. */
export function exportHandlers(sessions: SessionDesk, onDesk: () => Job): ExportHandlers {
  return {
    exportSession: argument => {
      const { format, path, output } = readRecord('argument', argument)
      return sessions.export(
        onDesk(),
        {
          format: readChoice('format', format, DATA_FORMATS),
          ...(output === undefined ? {} : { output: readText('output', output) }),
        },
        readPath('path', path),
      )
    },
    saveFigure: argument => {
      const { format: given, path, bytes } = readRecord('argument', argument)
      const format = readChoice('format', given, FIGURE_FORMATS)
      return sessions.saveFigure(readFigure(format, bytes), readFigurePath(format, path))
    },
    figureFonts: () => {
      const [regular = null, bold = null] = systemFonts(['regular', 'bold'], { extension: '.ttf' })
      return { regular, bold }
    },
    provenance: () => onDesk().about(),
  }
}

/** What a page sends must be a picture: through here it shall not write anything else to the disk. */
function readFigure(format: FigureFormat, bytes: unknown): Uint8Array {
  if (!(bytes instanceof Uint8Array)) refuse('bytes', typeof bytes, 'are not bytes', 'send a Uint8Array')
  if (bytes.length > MAX_FIGURE_BYTES)
    refuse('bytes', bytes.length, 'are too many', 'choose a smaller size or resolution')
  if (!startsAs(format, bytes))
    refuse('bytes', bytes.length, `are not ${format.toUpperCase()}`, 'send a picture of that format')
  return bytes
}

function readFigurePath(format: FigureFormat, value: unknown): string {
  const path = readPath('path', value)
  const extension = `.${extensionOf(format)}`
  if (!path.toLowerCase().endsWith(extension))
    refuse('path', path, `does not end with ${extension}`, `let the name end with ${extension}`)
  return path
}
