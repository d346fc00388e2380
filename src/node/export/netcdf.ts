import { type Axis } from '../../shared/plan.js'
import { type Output, outputsOf, STATUS_TEXT } from '../../shared/record.js'
import { globalAttributes } from './netcdf-attributes.js'
import { type NetcdfDataset, netcdfHeader, type NetcdfVariable, padded } from './netcdf-header.js'
import { describeOutput, netcdfNames } from './netcdf-names.js'
import { type ExportSource } from './source.js'
import { udunits } from './udunits.js'
import { statusOf, valuesOf } from './values.js'

const Y = 0
const X = 1

/**
 * A map as a NetCDF file (classic, CDF-2) after CF-1.11 and ACDD-1.3, piece by piece: tables over `y` and
 * `x`, one per output, and `status` as a flag variable. NaN where a value is not known.
 */
export function* netcdfPieces(source: ExportSource): Generator<Uint8Array> {
  const { plan } = source
  const outputs = outputsOf(plan.mechanism)
  const dataset = datasetOf(source, outputs)
  yield netcdfHeader(dataset)
  yield bigEndian(Float64Array.from(plan.y.values))
  yield bigEndian(Float64Array.from(plan.x.values))
  const status = statusOf(source)
  yield status
  yield new Uint8Array(padded(status.length) - status.length)
  for (const output of outputs) for (const chunk of valuesOf(source, output)) yield bigEndian(chunk)
}

function datasetOf(source: ExportSource, outputs: readonly Output[]): NetcdfDataset {
  const { plan } = source
  const names = netcdfNames(outputs, ['x', 'y', 'status'])
  return {
    dimensions: [
      { name: 'y', size: plan.y.values.length },
      { name: 'x', size: plan.x.values.length },
    ],
    attributes: globalAttributes(source),
    variables: [
      axisVariable('y', Y, plan.y),
      axisVariable('x', X, plan.x),
      statusVariable(),
      ...outputs.map((output, i) => tableVariable(names[i]!, output)),
    ],
  }
}

const axisVariable = (name: 'x' | 'y', dimension: number, axis: Axis): NetcdfVariable => ({
  name,
  type: 'double',
  dimensions: [dimension],
  attributes: {
    long_name: axis.parameter,
    units: udunits(axis.unit),
    axis: name.toUpperCase(),
    isobar_name: axis.parameter,
    isobar_unit: axis.unit,
    isobar_scale: axis.scale,
  },
})

function statusVariable(): NetcdfVariable {
  const codes = Object.keys(STATUS_TEXT).map(Number)
  return {
    name: 'status',
    type: 'byte',
    dimensions: [Y, X],
    attributes: {
      long_name: 'how the point ended',
      standard_name: 'status_flag',
      flag_values: { type: 'byte', values: codes },
      // Blanks separate the meanings.
      flag_meanings: codes.map(code => STATUS_TEXT[code]!.replace(/\W+/g, '_')).join(' '),
    },
  }
}

const tableVariable = (name: string, output: Output): NetcdfVariable => ({
  name,
  type: 'double',
  dimensions: [Y, X],
  attributes: {
    long_name: describeOutput(output),
    units: udunits(output.unit),
    _FillValue: { type: 'double', values: [Number.NaN] },
    ancillary_variables: 'status',
    isobar_name: output.name,
    isobar_group: output.group,
  },
})

/** A copy, because the chunk is used again and a piece may wait to be written. */
const bigEndian = (values: Float64Array): Uint8Array =>
  Buffer.from(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength)).swap64()
