import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(resolve(import.meta.dirname, '../../src/renderer/styles/tokens.css'), 'utf8')

function tokens(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(selector)).split('}')[0]!
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!]),
  )
}

/** WCAG 2.1 contrast ratio of two colours `#rrggbb`. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [r, g, bl] = [1, 3, 5].map(at => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl
  }
  const [low, high] = [luminance(a), luminance(b)].sort((p, q) => p - q) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const SURFACES = ['--page', '--surface', '--raised', '--sunken']
const PAIRS = [
  ...['--text', '--muted', '--accent', '--ok', '--warn', '--danger'].flatMap(ink =>
    SURFACES.map(ground => [ink, ground] as const),
  ),
  ['--on-accent', '--accent'],
  ['--on-accent', '--accent-strong'],
  ['--text', '--accent-soft'],
  ['--accent-strong', '--accent-soft'],
  ['--text', '--warn-soft'],
  ['--warn', '--warn-soft'],
  ['--muted', '--warn-soft'],
  ['--text', '--danger-soft'],
  ['--danger', '--danger-soft'],
  ['--muted', '--danger-soft'],
] as const

describe.each([
  ['light', ':root {'],
  ['dark', ":root[data-theme='dark']"],
])('the %s theme', (_, selector) => {
  const theme = tokens(selector)

  it.each(PAIRS)('lets %s be read on %s', (ink, ground) => {
    expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SURFACES)('shows the edge of a control on %s', ground => {
    expect(contrast(theme['--edge']!, theme[ground]!)).toBeGreaterThanOrEqual(3)
  })
})
