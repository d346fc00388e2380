/** A table of a file; NaN is null, as in the JSON that Python readers print. */
export interface ReadVariable {
  readonly dimensions: string[]
  readonly attributes: Record<string, string | number[]>
  readonly values: (number | null)[]
}

export interface ReadDataset {
  readonly version: number
  readonly sizes: Record<string, number>
  readonly attributes: Record<string, string | number[]>
  readonly variables: Record<string, ReadVariable>
}

/** Reads the classic format as its grammar has it, for computers without a reader of others. */
export function readNetcdf(bytes: Uint8Array): ReadDataset {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = bytes[3]!
  let at = 8
  const int = (): number => view.getUint32((at += 4) - 4)
  const aligned = (length: number): number => Math.ceil(length / 4) * 4
  const text = (): string => {
    const length = int()
    const start = at
    at += aligned(length)
    return new TextDecoder().decode(bytes.subarray(start, start + length))
  }
  const list = <T>(read: () => T): T[] => {
    int()
    return Array.from({ length: int() }, read)
  }
  const attribute = (): [string, string | number[]] => {
    const name = text()
    const type = int()
    if (type === 2) return [name, text()]
    const count = int()
    const size = type === 6 ? 8 : 1
    const values = Array.from({ length: count }, (_, i) =>
      size === 8 ? view.getFloat64(at + 8 * i) : view.getInt8(at + i),
    )
    at += aligned(count * size)
    return [name, values]
  }
  const dimensions = list(() => ({ name: text(), size: int() }))
  const attributes = Object.fromEntries(list(attribute))
  const variables = list(() => {
    const name = text()
    const own = list0(int).map(d => dimensions[d]!)
    const described = Object.fromEntries(list(attribute))
    const type = int()
    int()
    const begin = int() * 2 ** 32 + int()
    const count = own.reduce((n, { size }) => n * size, 1)
    const values = Array.from({ length: count }, (_, i) =>
      type === 6 ? finite(view.getFloat64(begin + 8 * i)) : view.getInt8(begin + i),
    )
    return [name, { dimensions: own.map(d => d.name), attributes: described, values }] as const
  })
  function list0<T>(read: () => T): T[] {
    return Array.from({ length: int() }, read)
  }
  return {
    version,
    sizes: Object.fromEntries(dimensions.map(({ name, size }) => [name, size])),
    attributes,
    variables: Object.fromEntries(variables),
  }
}

const finite = (value: number): number | null => (Number.isNaN(value) ? null : value)
