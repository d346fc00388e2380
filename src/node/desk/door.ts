import { IsobarError } from '../../shared/errors.js'

/** Longest path or name an interface may send; longer than any file system takes. */
const MAX_TEXT = 4096
/** A model of 200 species is about 100 kB; ten megabytes is not a model. */
const MAX_MODEL_TEXT = 10_000_000

/**
 * Turns what arrived from an interface into the strict form, or throws `input/invalid` naming field and
 * value. An interface is not trusted: the browser host answers whoever holds the token.
 */
export function refuse(field: string, value: unknown, message: string, remedy: string): never {
  throw new IsobarError('input/invalid', `${field}: ${message}`, { field, value: show(value), remedy })
}

export function readRecord(field: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(field, value, 'is not an object', 'send an object')
  return value as Record<string, unknown>
}

export function readText(field: string, value: unknown, longest = MAX_TEXT): string {
  if (typeof value !== 'string') refuse(field, value, 'is not text', 'give a text')
  if (value.length > longest)
    refuse(field, value, `is ${value.length} characters long`, `give at most ${longest}`)
  return value
}

export const readModelText = (field: string, value: unknown): string => readText(field, value, MAX_MODEL_TEXT)

/** A path as the file system can take it: not empty, no NUL; where it leads is the user's own business. */
export function readPath(field: string, value: unknown): string {
  const path = readText(field, value)
  if (path.trim() === '') refuse(field, value, 'is empty', 'name a file')
  if (path.includes('\0')) refuse(field, value, 'contains a NUL character', 'name a file without it')
  return path
}

export function readNumber(field: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    refuse(field, value, 'is not a finite number', 'give a number such as 0.5 or 1e-3')
  return value
}

export function readInteger(field: string, value: unknown, low: number, high: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high)
    refuse(field, value, 'is out of range', `give a whole number from ${low} to ${high}`)
  return value
}

export function readBoolean(field: string, value: unknown): boolean {
  if (typeof value !== 'boolean') refuse(field, value, 'is neither true nor false', 'send true or false')
  return value
}

export function readChoice<T extends string>(field: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find(choice => choice === value)
  if (found === undefined) refuse(field, value, 'is unknown', `choose one of ${choices.join(', ')}`)
  return found
}

export function readNumbers(field: string, value: unknown): Record<string, number> {
  const entries = Object.entries(readRecord(field, value))
  return Object.fromEntries(entries.map(([name, number]) => [name, readNumber(`${field}.${name}`, number)]))
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
