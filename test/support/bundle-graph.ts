import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'vite'

export interface BundleGraph {
  /** Every built file an entry reaches, the entry included. */
  readonly files: ReadonlySet<string>
  /** Every module it imports from outside the build. */
  readonly outside: ReadonlySet<string>
}

interface Specifier {
  type: string
  value?: unknown
  quasis?: { value: { cooked: string } }[]
}

interface Node {
  type: string
  source?: Specifier
  callee?: { type: string; name?: string }
  arguments?: Specifier[]
}

/** Follows static imports, re-exports, `import()` and `require()` from a built file through all its chunks. */
export function graphOf(entry: string): BundleGraph {
  const files = new Set<string>()
  const outside = new Set<string>()
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const specifier of importsOf(readFileSync(file, 'utf8'))) {
      if (specifier.startsWith('.')) waiting.push(join(dirname(file), specifier))
      else outside.add(specifier)
    }
  }
  return { files, outside }
}

export function importsOf(code: string): string[] {
  const found: string[] = []
  walk(parseAst(code), node => {
    // An import that is computed could lead anywhere, so it counts as one nobody allows.
    const text = (value: Specifier | undefined): string => {
      if (value?.type === 'Literal') return String(value.value)
      // The minifier writes plain text between backticks.
      const [only, ...more] = value?.type === 'TemplateLiteral' ? value.quasis! : []
      return only && more.length === 0 ? only.value.cooked : 'computed'
    }
    if (/^(Import|ExportNamed|ExportAll)(Declaration|Expression)$/.test(node.type) && node.source)
      found.push(text(node.source))
    if (
      node.type === 'CallExpression' &&
      node.callee?.type === 'Identifier' &&
      node.callee.name === 'require'
    )
      found.push(text(node.arguments?.[0]))
  })
  return found
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) return value.forEach(item => walk(item, visit))
  if (typeof value !== 'object' || value === null) return
  if ('type' in value && typeof value.type === 'string') visit(value as Node)
  for (const child of Object.values(value)) walk(child, visit)
}
