import type { Parameter } from '../mechanism.js'
import { type Door, lineOf, report } from './door.js'
import { evaluateParameters, sortByDependency } from './evaluate-parameters.js'
import type { Registry } from './parameters.js'

/** Turns drafts into parameters: cycles refused, derived defaults computed and finite. */
export function finishParameters(door: Door, registry: Registry): Parameter[] | undefined {
  const { drafts } = registry
  if (drafts.some(draft => Number.isNaN(draft.value) && !draft.expression)) return undefined
  const sorted = sortByDependency(drafts)
  if ('cycle' in sorted) {
    const { cycle } = sorted
    const path = cycle.map(index => drafts[index]!.name).join(' → ')
    return report(door, drafts[cycle[0]!]!.cell, {
      rule: 'cycle',
      message: `The parameter depends on itself: ${path}.`,
      remedy: 'Give one of them a number.',
    })
  }
  const values = evaluateParameters(drafts)
  return drafts.map((draft, index) => {
    const { name, unit, scale, description, expression } = draft
    const value = values[index]!
    if (!Number.isFinite(value * scale.factor + scale.offset))
      report(door, draft.cell, {
        rule: 'not-finite',
        message: `The value of ${name} is ${value}, which is not finite.`,
        remedy: 'Change the expression or the numbers in it.',
      })
    return {
      name,
      unit,
      value,
      factor: scale.factor,
      offset: scale.offset,
      ...(expression && { expression }),
      kind: KINDS[scale.dimension] ?? 'other',
      description,
      line: lineOf(door, draft.cell),
    }
  })
}

const KINDS: Readonly<Record<string, Parameter['kind']>> = {
  K: 'temperature',
  Pa: 'pressure',
  eV: 'energy',
  's-1': 'rate',
}

/** Warns of declared parameters that are not among the used ones. */
export function warnUnused(door: Door, registry: Registry, used: ReadonlySet<string>): void {
  for (const draft of registry.drafts) {
    if (!draft.declared || used.has(draft.name)) continue
    report(door, draft.cell, {
      severity: 'warning',
      rule: 'unused-parameter',
      value: draft.name,
      message: `Nothing uses the parameter ${draft.name}.`,
      remedy: 'Refer to it, or remove it.',
    })
  }
}
