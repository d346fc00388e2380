import { describe, expect, it } from 'vitest'
import type { Mechanism } from '../../../src/shared/mechanism.js'
import { lintModel } from '../../../src/shared/model/lint/lint-model.js'
import { parseModel } from '../../../src/shared/model/parse-model.js'
import { outputsOf } from '../../../src/shared/record.js'
import { fixture, SAMPLES, sample } from './samples.js'

const TEXTS = [
  ...SAMPLES.map(sample),
  fixture('small.yaml'),
  fixture('everything.yaml'),
  fixture('tank.yaml'),
]
const ROUNDS = 150

/** Mulberry32: small, seeded, good enough to break files with. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

// prettier-ignore
const NASTY = [
  '*', '&a ', '!!int ', '{', '}', '[', ']', ':', ': ', ',', '#', '"', "'", '|', '>', '-', '- ', '?', '%', '@', '`', '\t', '\n', '\r', '\n\n',
  '0', '-1', '1e999', '.nan', '.inf', '1e-400', 'null', '~', 'true', 'NO', 'K', ' eV', 'T', '__proto__', 'constructor', '−', '５', 'О', '→', '😀', '\u0000', '\ufeff',
  '<->', '->', '2*', '+', '*_t', '<<: ', '---\n', '...\n', 'expression: T', 'x'.repeat(100), '['.repeat(40), '9'.repeat(400),
]

/** One to three small accidents: characters, words and lines lost, doubled, moved, replaced. */
function mutate(text: string, random: (below: number) => number): string {
  let result = text
  for (let times = 1 + random(3); times > 0; times--) {
    const at = random(result.length + 1)
    const lines = result.split('\n')
    const [i, j] = [random(lines.length), random(lines.length)]
    const nasty = NASTY[random(NASTY.length)]!
    switch (random(8)) {
      case 0:
        result = result.slice(0, at) + result.slice(at + 1 + random(8))
        break
      case 1:
        result = result.slice(0, at) + nasty + result.slice(at)
        break
      case 2:
        result = lines.toSpliced(i, 1).join('\n')
        break
      case 3:
        result = lines.toSpliced(i, 0, lines[j]!).join('\n')
        break
      case 4:
        result = lines.with(i, lines[j]!).with(j, lines[i]!).join('\n')
        break
      case 5:
        result = result.slice(0, at)
        break
      case 6:
        result = replaceMatch(result, /[-+]?\d+(\.\d+)?(e[-+]?\d+)?/g, nasty, random)
        break
      default:
        result = replaceMatch(result, /[A-Za-z_]+\*?/g, nasty, random)
    }
  }
  return result
}

function replaceMatch(text: string, pattern: RegExp, by: string, random: (below: number) => number): string {
  const matches = [...text.matchAll(pattern)]
  const match = matches[random(matches.length)]
  return match ? text.slice(0, match.index) + by + text.slice(match.index + match[0].length) : text
}

/** What a worker may take for granted. */
function assertSound(mechanism: Mechanism): void {
  const { parameters, gases, surface, sites, steps, temperature, start, starts } = mechanism
  const numbers = parameters.flatMap(p => [p.value, p.factor, p.offset])
  expect([...numbers, ...start, ...Object.values(starts).flat()].every(Number.isFinite)).toBe(true)
  expect(
    parameters[temperature]!.value * parameters[temperature]!.factor + parameters[temperature]!.offset,
  ).toBeGreaterThan(0)
  expect(gases.every(gas => gas.mass > 0 && parameters[gas.pressure] !== undefined)).toBe(true)
  expect(surface.every(species => sites[species.site] !== undefined)).toBe(true)
  expect(new Set(parameters.map(p => p.name)).size).toBe(parameters.length)
  expect(new Set(steps.map(step => step.label)).size).toBe(steps.length)
  for (const term of steps.flatMap(step => [...step.reactants, ...step.products]))
    expect('gas' in term ? gases[term.gas] : surface[term.surface]).toBeDefined()
  for (const [site, { total }] of sites.entries()) {
    const sum = surface.reduce(
      (s, species, i) => (species.site === site ? s + species.occupies * start[i]! : s),
      0,
    )
    expect(Math.abs(sum / total - 1)).toBeLessThan(1e-9)
  }
  expect(outputsOf(mechanism).map(output => output.name)).toContain(mechanism.defaults.output)
}

describe('a damaged model', () => {
  it.each(TEXTS.map((text, index) => [index, text] as const))(
    'never throws or hangs, and is either sound or refused with a line (text %i)',
    (index, text) => {
      const random = generator(1000 + index)
      let refused = 0
      for (let round = 0; round < ROUNDS; round++) {
        const damaged = mutate(text, random)
        const lines = damaged.split('\n').length
        const { mechanism, findings } = parseModel(damaged)
        const errors = findings.filter(finding => finding.severity === 'error')
        const context = JSON.stringify({ round, findings })
        expect(mechanism === undefined, context).toBe(errors.length > 0)
        for (const finding of findings) {
          expect(finding.line, context).toBeGreaterThanOrEqual(1)
          expect(finding.line, context).toBeLessThanOrEqual(lines)
          expect(finding.column, context).toBeGreaterThanOrEqual(1)
          expect(finding.remedy, context).not.toBe('')
        }
        if (mechanism) {
          assertSound(mechanism)
          expect(lintModel(damaged).findings.length, context).toBeGreaterThanOrEqual(findings.length)
        } else refused++
      }
      // A fuzzer that breaks nothing tests nothing.
      expect(refused).toBeGreaterThan(ROUNDS / 3)
    },
    20_000,
  )
})
