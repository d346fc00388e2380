import type { LintContext, Suspicion } from './lint-context.js'
import { reachOf } from './reach.js'

/** Interactions that change no rate: nothing turns on the energy, or the neighbour is never there. */
export function checkInteractions(context: LintContext): Suspicion[] {
  const { mechanism } = context
  const { surface: species, steps, interactions = [] } = mechanism
  if (interactions.length === 0) return []
  const { has } = reachOf(context)
  const isChanged = (surface: number): boolean =>
    steps.some(({ reactants, products }) => {
      const count = (terms: typeof reactants): number =>
        terms.reduce((sum, term) => sum + ('surface' in term && term.surface === surface ? term.count : 0), 0)
      return count(products) !== count(reactants)
    })
  return interactions.flatMap(({ surface, by }): Suspicion[] => {
    const [own, other] = [species[surface]!.name, species[by]!.name]
    const reason = !isChanged(surface)
      ? `no step makes or takes ${own}`
      : has({ surface: by, count: 1 })
        ? undefined
        : `there is never any ${other}`
    if (reason === undefined) return []
    return [
      {
        rule: 'idle-interaction',
        path: ['interactions', own, other],
        message: `The interaction of ${own} with ${other} has no effect: ${reason}.`,
        remedy: 'Remove it, or add the step that is missing.',
      },
    ]
  })
}
