import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Conditions } from '../../energy/step-energies.js'
import type { Mechanism, ParameterIndex } from '../../mechanism.js'
import type { Cell, Trouble } from '../door.js'
import { child } from '../reader.js'

/** Keys of mappings and indices of lists from the root of a model file; indices count from 0. */
export type Path = readonly (string | number)[]

export interface LintContext {
  readonly mechanism: Mechanism
  /** At the default values of all parameters. */
  readonly at: Conditions
  readonly root: Cell
}

/** What a rule has to say, and where in the file; the nearest thing that is written there is pointed at. */
export interface Suspicion extends Pick<Trouble, 'rule' | 'message' | 'remedy' | 'severity'> {
  readonly path: Path
}

export type LintRule = (context: LintContext) => readonly Suspicion[]

/** The value at a path, or the last one on the way to it that the file states. */
export function cellAt(root: Cell, path: Path): Cell {
  let cell = root
  for (const segment of path) {
    const next = member(cell, segment)
    if (!next) break
    cell = next
  }
  return cell
}

/** Whether the file states something at a path. */
export const isStated = (root: Cell, path: Path): boolean =>
  path.reduce<Cell | undefined>((cell, segment) => cell && member(cell, segment), root) !== undefined

function member({ node, field }: Cell, segment: string | number): Cell | undefined {
  if (typeof segment === 'number') {
    const item = isSeq(node) ? node.items[segment] : undefined
    return item === undefined ? undefined : { node: item as Node, field: `${field}[${segment + 1}]` }
  }
  const pair = isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && String(key.value) === segment)
    : undefined
  return pair && { node: (pair.value ?? pair.key) as Node, field: child(field, segment) }
}

/** Whether the map of the model varies a parameter, so that its default value says little. */
export function isVaried({ defaults, parameters }: Mechanism, index: ParameterIndex): boolean {
  const { name } = parameters[index]!
  return defaults.x?.parameter === name || defaults.y?.parameter === name
}

/** Digits enough to find a number again. */
export const short = (value: number): string => String(Number(value.toPrecision(4)))
