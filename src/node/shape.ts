/** Whether a value out of a file or from another computer is what its type says; shapes are built of shapes. */
export type Shape = (value: unknown) => boolean

export const text: Shape = value => typeof value === 'string'
export const flag: Shape = value => typeof value === 'boolean'
export const number: Shape = value => Number.isFinite(value)
export const positive: Shape = value => number(value) && (value as number) > 0

export const notNegative: Shape = value => number(value) && (value as number) >= 0

export const indexBelow =
  (count: number): Shape =>
  value =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) < count

export const optional =
  (shape: Shape): Shape =>
  value =>
    value === undefined || shape(value)

export const oneOf =
  (...values: readonly unknown[]): Shape =>
  value =>
    values.includes(value)

export const either =
  (...shapes: readonly Shape[]): Shape =>
  value =>
    shapes.some(shape => shape(value))

export const listOf =
  (shape: Shape, length?: number): Shape =>
  value =>
    Array.isArray(value) && (length === undefined || value.length === length) && value.every(shape)

export const mapOf =
  (shape: Shape): Shape =>
  value =>
    isPlainObject(value) && Object.values(value).every(shape)

/** The fields named, each of its shape, and no others. */
export const record =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  value =>
    isPlainObject(value) &&
    Object.keys(value).every(key => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, shape]) => shape(Object.hasOwn(value, key) ? value[key] : undefined))

/** One of several records, told apart by their field `kind`. */
export const variant =
  (kinds: Readonly<Record<string, Readonly<Record<string, Shape>>>>): Shape =>
  value => {
    if (!isPlainObject(value) || typeof value['kind'] !== 'string') return false
    const { kind } = value
    return Object.hasOwn(kinds, kind) && record({ kind: text, ...kinds[kind] })(value)
  }

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
