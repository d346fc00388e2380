import { Zip, ZipPassThrough } from 'fflate'
import { IsobarError } from '../../shared/errors.js'
import { outputsOf } from '../../shared/record.js'
import { npyHeader, npyText } from './npy.js'
import { metaOf } from './meta.js'
import { type ExportSource } from './source.js'
import { statusOf, valuesOf } from './values.js'

/** The archive is written without the extension (zip64) that larger ones need [bytes]. */
const MAX_BYTES = 2 ** 32 - 2 ** 24

/**
 * A map for `numpy.load`, piece by piece: `x`, `y`, `status` and one array of shape (ny, nx) per output
 * under its own name, and `meta`, a text of JSON. Nothing in it needs pickle.
 *
 * Stored without compression as `numpy.savez` does; doubles hardly shrink. Throws `input/invalid` for a map
 * that does not fit into 4 GB.
 */
export function* npzPieces(source: ExportSource): Generator<Uint8Array> {
  const { plan } = source
  const [nx, ny] = [plan.x.values.length, plan.y.values.length]
  const outputs = outputsOf(plan.mechanism)
  if (8 * nx * ny * (outputs.length + 1) > MAX_BYTES) refuseSize()
  const ready: Uint8Array[] = []
  const zip = new Zip((error, data) => {
    if (error) throw error
    ready.push(data)
  })

  function* entry(name: string, parts: Iterable<Uint8Array>): Generator<Uint8Array> {
    const file = new ZipPassThrough(`${name}.npy`)
    zip.add(file)
    for (const part of parts) {
      // The archive keeps what it is given until we have written it.
      file.push(part.slice())
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }

  yield* entry('x', [npyHeader('<f8', [nx]), bytesOf(Float64Array.from(plan.x.values))])
  yield* entry('y', [npyHeader('<f8', [ny]), bytesOf(Float64Array.from(plan.y.values))])
  yield* entry('status', [npyHeader('|u1', [ny, nx]), statusOf(source)])
  for (const output of outputs) yield* entry(output.name, tableParts(ny, nx, valuesOf(source, output)))
  yield* entry('meta', [npyText(JSON.stringify(metaOf(source)))])
  zip.end()
  yield* ready.splice(0)
}

function* tableParts(ny: number, nx: number, chunks: Iterable<Float64Array>): Generator<Uint8Array> {
  yield npyHeader('<f8', [ny, nx])
  for (const chunk of chunks) yield bytesOf(chunk)
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

function refuseSize(): never {
  throw new IsobarError(
    'input/invalid',
    'the map is larger than 4 GB, more than an .npz file can hold here',
    {
      field: 'format',
      value: 'npz',
      remedy: 'choose NetCDF (nc), which xarray and scipy read as well',
    },
  )
}
