import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml'
import { parseEquation } from '../../shared/model/equation.js'
import { NUMBER_PATTERN } from '../../shared/model/number-text.js'
import { parseUnit } from '../../shared/model/units.js'

/** The names a model text gives to things, as far as it can be read. */
export interface Outline {
  readonly parameters: readonly {
    readonly name: string
    readonly dimension: string | undefined
    readonly detail: string
  }[]
  readonly gases: readonly string[]
  readonly adsorbates: readonly string[]
  readonly sites: readonly string[]
  readonly starts: readonly string[]
}

export function outlineOf(text: string): Outline {
  const { contents } = parseDocument(text, {
    version: '1.2',
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  })
  const root = isMap(contents) ? contents : undefined
  const written = writtenSpecies(member(root, 'steps'))
  const sites = namesIn(member(root, 'sites'))
  const union = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())]
  return {
    parameters: pairsIn(member(root, 'parameters')).map(([name, node]) => ({ name, ...describe(node) })),
    gases: union(
      namesIn(member(root, 'gases')),
      written.filter(name => !name.includes('*')),
    ),
    adsorbates: union(
      namesIn(member(root, 'adsorbates')),
      written.filter(name => /^[^*]+\*/.test(name)),
    ),
    sites: sites.length > 0 ? sites : ['*'],
    starts: namesIn(member(root, 'starts')),
  }
}

const member = (map: YAMLMap | undefined, key: string): Node | undefined =>
  (map?.items.find(pair => isScalar(pair.key) && pair.key.value === key)?.value as Node | undefined) ??
  undefined

function pairsIn(node: Node | undefined): [string, Node | undefined][] {
  if (!isMap(node)) return []
  return node.items.flatMap(({ key, value }) =>
    isScalar(key) && key.value !== null ? [[String(key.value), (value as Node | null) ?? undefined]] : [],
  )
}

const namesIn = (node: Node | undefined): string[] => pairsIn(node).map(([name]) => name)

function describe(node: Node | undefined): { dimension: string | undefined; detail: string } {
  const words = isMap(node)
    ? Object.fromEntries(
        pairsIn(node).map(([key, value]) => [key, isScalar(value) ? String(value.value) : '']),
      )
    : { value: isScalar(node) ? String(node.value) : '' }
  const unit = words['unit'] ?? (words['value'] ?? '').replace(NUMBER_PATTERN, '').trim()
  return {
    dimension: parseUnit(unit)?.dimension,
    detail: words['description'] ?? words['expression'] ?? words['value'] ?? '',
  }
}

function writtenSpecies(steps: Node | undefined): string[] {
  if (!isSeq(steps)) return []
  return steps.items.flatMap(step => {
    const text = isMap(step) ? member(step, 'equation') : undefined
    const equation = isScalar(text) && typeof text.value === 'string' ? parseEquation(text.value) : undefined
    return equation && 'products' in equation
      ? [...equation.reactants, ...equation.products].map(term => term.name)
      : []
  })
}
