/** External types of the classic format, with their size [bytes]. */
const TYPES = {
  byte: { code: 1, size: 1 },
  char: { code: 2, size: 1 },
  double: { code: 6, size: 8 },
} as const

/** Text, or numbers of one type. */
export type NetcdfAttribute =
  string | { readonly type: 'byte' | 'double'; readonly values: readonly number[] }
export type NetcdfAttributes = Readonly<Record<string, NetcdfAttribute>>

export interface NetcdfVariable {
  readonly name: string
  readonly type: 'byte' | 'double'
  /** Indices into the dimensions of the dataset, slowest first. */
  readonly dimensions: readonly number[]
  readonly attributes: NetcdfAttributes
}

export interface NetcdfDataset {
  readonly dimensions: readonly { readonly name: string; readonly size: number }[]
  readonly attributes: NetcdfAttributes
  readonly variables: readonly NetcdfVariable[]
}

const DIMENSIONS = 10
const VARIABLES = 11
const ATTRIBUTES = 12
/** Stands for the size of a variable that does not fit into 32 bits; readers compute it. */
const TOO_LARGE = 2 ** 32 - 1

/** Values of a variable, without padding [bytes]. */
export const sizeOf = ({ dimensions }: NetcdfDataset, variable: NetcdfVariable): number =>
  variable.dimensions.reduce((n, d) => n * dimensions[d]!.size, 1) * TYPES[variable.type].size

/** Where what is `size` bytes long ends in the file: everything begins at a multiple of 4. */
export const padded = (size: number): number => Math.ceil(size / 4) * 4

/**
 * The head of a NetCDF file in the classic format with 64-bit offsets (CDF-2). After it come the values
 * of the variables in their order, big-endian, each padded to a multiple of 4 bytes.
 *
 * Source: NetCDF Users Guide, appendix "File Format Specifications", grammar of the classic format.
 */
export function netcdfHeader(dataset: NetcdfDataset): Uint8Array {
  const { length } = writeHeader(dataset, 0)
  return writeHeader(dataset, length)
}

function writeHeader(dataset: NetcdfDataset, dataStart: number): Uint8Array {
  const { dimensions, attributes, variables } = dataset
  const out = createWriter()
  out.bytes(Uint8Array.of(0x43, 0x44, 0x46, 2))
  out.int(0) // No record dimension, hence no records.
  list(out, DIMENSIONS, dimensions, ({ name, size }) => {
    out.text(name)
    out.int(size)
  })
  writeAttributes(out, attributes)
  let begin = dataStart
  list(out, VARIABLES, variables, variable => {
    const size = padded(sizeOf(dataset, variable))
    out.text(variable.name)
    out.int(variable.dimensions.length)
    variable.dimensions.forEach(out.int)
    writeAttributes(out, variable.attributes)
    out.int(TYPES[variable.type].code)
    out.int(size < TOO_LARGE ? size : TOO_LARGE)
    out.offset(begin)
    begin += size
  })
  return out.finish()
}

type Writer = ReturnType<typeof createWriter>

/** An empty list has no tag of its own. */
function list<T>(out: Writer, tag: number, items: readonly T[], write: (item: T) => void): void {
  out.int(items.length === 0 ? 0 : tag)
  out.int(items.length)
  items.forEach(write)
}

function writeAttributes(out: Writer, attributes: NetcdfAttributes): void {
  list(out, ATTRIBUTES, Object.entries(attributes), ([name, value]) => {
    out.text(name)
    if (typeof value === 'string') {
      out.int(TYPES.char.code)
      out.text(value)
      return
    }
    const { code, size } = TYPES[value.type]
    out.int(code)
    out.int(value.values.length)
    const bytes = new Uint8Array(value.values.length * size)
    const view = new DataView(bytes.buffer)
    value.values.forEach((v, i) => (size === 1 ? view.setInt8(i, v) : view.setFloat64(8 * i, v)))
    out.bytes(bytes)
  })
}

/** Collects big-endian numbers and texts, all padded to multiples of 4. */
function createWriter() {
  const parts: Uint8Array[] = []
  let length = 0
  const put = (bytes: Uint8Array): void => {
    parts.push(bytes)
    length += bytes.length
  }
  const bytes = (given: Uint8Array): void => {
    put(given)
    put(new Uint8Array(padded(given.length) - given.length))
  }
  const int = (value: number): void => {
    const word = new Uint8Array(4)
    new DataView(word.buffer).setUint32(0, value)
    put(word)
  }
  return {
    bytes,
    int,
    text: (text: string): void => {
      const encoded = new TextEncoder().encode(text)
      int(encoded.length)
      bytes(encoded)
    },
    offset: (value: number): void => {
      int(Math.floor(value / 2 ** 32))
      int(value % 2 ** 32)
    },
    finish: (): Uint8Array => {
      const all = new Uint8Array(length)
      let at = 0
      for (const part of parts) {
        all.set(part, at)
        at += part.length
      }
      return all
    },
  }
}
