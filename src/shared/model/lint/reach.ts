import type { Mechanism, Step, Term } from '../../mechanism.js'
import { isVaried, type LintContext, type Suspicion } from './lint-context.js'
import { onlyConsumedAtZero } from './pressures.js'

/** Species that are there at the start, flow in, or come from steps that can run. */
export interface Reach {
  readonly has: (term: Term) => boolean
}

export function reachOf(context: LintContext): Reach {
  const { steps, gases, surface } = context.mechanism
  const gas = gases.map(({ pressure }) => isThere(context, pressure))
  // A rule of its own tells of these; what follows from them would only repeat it.
  for (const index of onlyConsumedAtZero(context)) gas[index] = true
  const there = surface.map((_, i) => starts(context.mechanism).some(start => start[i]! > 0))
  const has = (term: Term): boolean => ('gas' in term ? gas[term.gas]! : there[term.surface]!)
  function mark(terms: Step['products']): void {
    for (const term of terms)
      if ('surface' in term) there[term.surface] = true
      // Held fixed, what steps make of a gas without pressure does not stay; in a reactor it does.
      else if (context.mechanism.reactor) gas[term.gas] = true
  }
  const count = (): number => [...there, ...gas].filter(Boolean).length
  for (let before = -1; before !== count();) {
    before = count()
    for (const { reactants, products, reverse } of steps) {
      if (reactants.every(has)) mark(products)
      if (reverse.kind !== 'irreversible' && products.every(has)) mark(reactants)
    }
  }
  return { has }
}

const isThere = ({ mechanism, at }: LintContext, pressure: number): boolean =>
  at.values[pressure]! > 0 || isVaried(mechanism, pressure)

const starts = ({ start, starts }: Mechanism): (readonly number[])[] => [start, ...Object.values(starts)]

/** Steps that run in neither direction, whatever the time. */
export function checkReach(context: LintContext): Suspicion[] {
  const { mechanism } = context
  const { has } = reachOf(context)
  const still = mechanism.steps.flatMap(({ reactants, products, reverse }, j) => {
    const missing = reactants.filter(term => !has(term))
    const runs = missing.length === 0 || (reverse.kind !== 'irreversible' && products.every(has))
    return runs ? [] : [{ j, missing }]
  })
  const made = new Set(still.flatMap(({ j }) => mechanism.steps[j]!.products.map(keyOf)))
  // What only waits for another such step is a consequence, unless they all wait for one another.
  const causes = still.filter(({ missing }) => missing.some(term => !made.has(keyOf(term))))
  return (causes.length > 0 ? causes : still).map(({ j, missing }) => {
    const names = missing.map(term =>
      'gas' in term ? mechanism.gases[term.gas]!.name : mechanism.surface[term.surface]!.name,
    )
    return {
      rule: 'never-runs',
      path: ['steps', j],
      message: `"${mechanism.steps[j]!.label}" never runs: no start and no step that runs gives ${names.join(' or ')}.`,
      remedy: 'Add the step that makes it, a start or a pressure that has it, or remove this step.',
    }
  })
}

const keyOf = (term: Term): string => ('gas' in term ? `gas ${term.gas}` : `surface ${term.surface}`)
