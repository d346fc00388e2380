import { conditionsOf } from '../../energy/step-energies.js'
import { report } from '../door.js'
import { locateModel, type LocatedModel } from '../parse-model.js'
import { checkBarriers } from './barriers.js'
import { checkCycles } from './cycles.js'
import { checkEnergies } from './energies.js'
import { checkInteractions } from './interactions.js'
import { cellAt, type LintRule } from './lint-context.js'
import { checkPressures } from './pressures.js'
import { checkRateNumbers } from './rate-numbers.js'
import { checkReach } from './reach.js'
import { checkTablePressures, checkTableRanges } from './tables.js'

const RULES: readonly LintRule[] = [
  checkCycles,
  checkEnergies,
  checkTablePressures,
  checkTableRanges,
  checkPressures,
  checkBarriers,
  checkRateNumbers,
  checkReach,
  checkInteractions,
]

/**
 * The door, and behind it the questions a referee would ask of a model that is well formed. What they find
 * leaves the model usable, unless a number makes every point fail; docs/models.md lists the rules.
 */
export function lintModel(text: string): LocatedModel {
  const located = locateModel(text)
  const { mechanism, root, door } = located
  if (!mechanism || !root) return located
  const context = { mechanism, root, at: conditionsOf(mechanism, {}) }
  for (const rule of RULES)
    for (const { path, severity = 'warning', ...trouble } of rule(context))
      report(door, cellAt(root, path), { severity, ...trouble })
  return located
}
