import { type DataFormat } from '../../shared/export-contract.js'
import { IsobarError } from '../../shared/errors.js'
import { type Output, outputsOf } from '../../shared/record.js'
import { csvText } from '../export/csv.js'
import { jsonText } from '../export/json.js'
import { matrixText } from '../export/matrix.js'
import { netcdfPieces } from '../export/netcdf.js'
import { npzPieces } from '../export/npz.js'
import { type ExportSource } from '../export/source.js'
import { writeFileWhole } from './write-file.js'

export interface DataRequest {
  readonly format: DataFormat
  /** The one output of a matrix; by default the one that the model shows first. */
  readonly output?: string
}

/** An export piece by piece; a million points never are in memory a second time. */
export function exportPieces(
  source: ExportSource,
  { format, output }: DataRequest,
): Generator<string | Uint8Array> {
  switch (format) {
    case 'csv':
      return csvText(source)
    case 'matrix':
      return matrixText(source, outputNamed(source, output))
    case 'json':
      return jsonText(source)
    case 'nc':
      return netcdfPieces(source)
    case 'npz':
      return npzPieces(source)
  }
}

/** Writes results to a file of another format. Rejects with `session/unwritable` or `input/invalid`. */
export const exportSession = async (
  source: ExportSource,
  request: DataRequest,
  path: string,
): Promise<{ path: string; bytes: number }> => writeFileWhole(path, exportPieces(source, request))

/** Throws `input/invalid` naming the outputs that there are. */
export function outputNamed({ plan }: ExportSource, name = plan.mechanism.defaults.output): Output {
  const outputs = outputsOf(plan.mechanism)
  const found = outputs.find(output => output.name === name)
  if (found) return found
  throw new IsobarError('input/invalid', `the model has no output ${name}`, {
    field: 'output',
    value: name,
    remedy: `choose one of ${outputs.map(output => output.name).join(', ')}`,
  })
}
