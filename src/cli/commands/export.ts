import { extname, resolve } from 'node:path'
import { ledgerOf } from '../../node/desk/ledger-of.js'
import { describeSource, sessionFigure } from '../../node/export/figure.js'
import { provenanceOf } from '../../node/export/provenance.js'
import { figurePng } from '../../node/export/rasterise.js'
import type { ExportSource } from '../../node/export/source.js'
import { exportPieces, outputNamed } from '../../node/session/export.js'
import { openSession } from '../../node/session/session.js'
import { writeFileWhole } from '../../node/session/write-file.js'
import { IsobarError } from '../../shared/errors.js'
import { DATA_FORMATS, type DataFormat } from '../../shared/export-contract.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { dpiOf, type FigureOptions, figureRequest, fontsFor } from '../figure-options.js'
import type { Host } from '../host.js'

export interface ExportOptions extends FigureOptions {
  readonly format?: string
  readonly file: string
  /** Which output, where the format has room for one only. */
  readonly output?: string
}

/** PDF is missing: it is made by the window, whose fonts and text layout it needs. */
export const CLI_FORMATS = [...DATA_FORMATS, 'png', 'svg'] as const
type CliFormat = (typeof CLI_FORMATS)[number]

const STANDARD_OUTPUT = '-'

export async function exportCommand(session: string, options: ExportOptions, host: Host): Promise<ExitCode> {
  const format = formatFor(options)
  const opened = openSession(resolve(host.cwd, session), 'no')
  try {
    for (const problem of opened.problems) host.terminal.err(`warning: ${problem}\n`)
    const { ledger } = ledgerOf(opened)
    const source = { plan: opened.plan, ledger, about: () => provenanceOf(opened, ledger) }
    const pieces = await piecesOf(source, format, options, host)
    if (options.file === STANDARD_OUTPUT) for (const piece of pieces) await host.terminal.out(piece)
    else {
      const { path, bytes } = await writeFileWhole(resolve(host.cwd, options.file), pieces)
      host.terminal.err(`${path}: ${bytes} bytes\n`)
    }
  } finally {
    opened.close()
  }
  return EXIT.solved
}

async function piecesOf(
  source: ExportSource,
  format: CliFormat,
  options: ExportOptions,
  host: Host,
): Promise<Iterable<string | Uint8Array>> {
  const { output } = options
  if (isData(format)) return exportPieces(source, { format, ...(output === undefined ? {} : { output }) })
  const figure = sessionFigure(source, { output: outputNamed(source, output), ...figureRequest(options) })
  if (format === 'svg') return [figure.svg]
  const fonts = fontsFor(figure.svg, options, host.cwd)
  return [await figurePng(figure, dpiOf(options), fonts, describeSource(source))]
}

const isData = (format: CliFormat): format is DataFormat =>
  (DATA_FORMATS as readonly string[]).includes(format)

/** The format that is asked for, or else the one the name of the file ends with. */
export function formatFor({ format, file }: Pick<ExportOptions, 'format' | 'file'>): CliFormat {
  const given = format ?? extname(file).slice(1).toLowerCase()
  const found = CLI_FORMATS.find(candidate => candidate === given)
  if (found) return found
  const what = given === '' ? 'no format is given' : `there is no format ${given}`
  const remedy = `choose one of ${CLI_FORMATS.join(', ')}`
  throw new IsobarError('input/invalid', what, {
    field: '--format',
    value: given,
    remedy:
      given === 'pdf' ? `${remedy}; the application makes PDF, and so do most programs from SVG` : remedy,
  })
}
