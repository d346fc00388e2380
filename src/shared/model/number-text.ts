import { findLookAlike } from './look-alikes.js'

export type NumberReading =
  | { readonly value: number }
  | {
      /** What is wrong, as the end of a sentence that starts with the text itself. */
      readonly problem: string
      readonly remedy: string
    }

export const NUMBER_PATTERN = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/

const WHOLE = new RegExp(`^${NUMBER_PATTERN.source}$`)

/** Reads a number as a form, a command line or a model file states it; finite, decimal point, ASCII. */
export function readNumberText(text: string): NumberReading {
  const trimmed = text.trim()
  if (trimmed === '') return { problem: 'is empty', remedy: 'Give a number such as 0.5 or 1e-5.' }
  if (WHOLE.test(trimmed)) {
    const value = Number(trimmed)
    if (Number.isFinite(value)) return { value }
    return { problem: 'is too large for a number', remedy: 'Stay below 1.8e308.' }
  }
  return { ...diagnose(trimmed) }
}

function diagnose(text: string): { problem: string; remedy: string } {
  const lookAlike = findLookAlike(text)
  if (lookAlike)
    return {
      problem: `has ${lookAlike.name}, which is not an ASCII character`,
      remedy: `Write "${lookAlike.repaired}".`,
    }
  if (/^[+-]?\d*,\d+([eE][+-]?\d+)?$/.test(text))
    return { problem: 'has a comma', remedy: `Use a decimal point: ${text.replace(',', '.')}.` }
  if (/^[+-]?[\d.]+[eE][+-]?$/.test(text))
    return { problem: 'has no digits after the e', remedy: 'Write the exponent in full, such as 1e-5.' }
  if (/^[+-]?(\.?(inf|infinity)|\.?nan)$/i.test(text))
    return { problem: 'is not a finite number', remedy: 'Give a finite number.' }
  const number = text.match(new RegExp(`^(${NUMBER_PATTERN.source})\\s*[A-Za-z°%].*$`))
  if (number) return { problem: 'is not a plain number', remedy: `Leave the unit out: ${number[1]}.` }
  return { problem: 'is not a number', remedy: 'Give a number such as 0.5 or 1e-5.' }
}
