import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'vue/compiler-sfc'

const RENDERER = resolve(import.meta.dirname, '../../../src/renderer')
const templates = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter(path =>
  path.endsWith('.vue'),
)

/** Attributes whose value people see or hear. */
const SPOKEN = new Set(['title', 'aria-label', 'placeholder', 'alt', 'label', 'aria-description', 'word'])
/** Letters that are no word: names of axes, units and signs. */
const isWord = (text: string): boolean => /\p{L}{2,}|\p{Script=Han}/u.test(text)

const ELEMENT = 1
const TEXT = 2
const INTERPOLATION = 5
const ATTRIBUTE = 6

interface Node {
  readonly type: number
  readonly name?: string
  readonly content?: string | Node
  readonly children?: readonly Node[]
  readonly props?: readonly Node[]
  readonly value?: Node
  readonly arg?: { readonly content: string }
  readonly exp?: { readonly content: string }
}

/** Words between quotes that an expression puts on show; class names and test ids are no such thing. */
function quoted(expression: string): string[] {
  const shown = expression.replace(/\$\{[^}]*\}/g, '').replace(/(===|!==|\[)\s*'[^']*'/g, '')
  return [...shown.matchAll(/'([^']*)'|`([^`]*)`/g)]
    .map(([, single, back]) => single ?? back ?? '')
    .filter(words => /\p{L}+ \p{L}+|^\p{Lu}\p{Ll}+|\p{Script=Han}/u.test(words))
}

function wordsIn(node: Node): string[] {
  if (node.type === TEXT) return isWord(String(node.content)) ? [String(node.content).trim()] : []
  if (node.type === INTERPOLATION) return quoted(String((node.content as Node).content))
  const ofProps = (node.props ?? []).flatMap(prop => {
    if (prop.type === ATTRIBUTE)
      return SPOKEN.has(prop.name!) && isWord(String(prop.value?.content))
        ? [String(prop.value?.content)]
        : []
    return prop.arg && SPOKEN.has(prop.arg.content) ? quoted(prop.exp?.content ?? '') : []
  })
  return [...ofProps, ...(node.children ?? []).flatMap(wordsIn)]
}

const wordsOfTemplate = (source: string): string[] => {
  const ast = parse(source).descriptor.template?.ast
  return ast ? wordsIn({ type: ELEMENT, children: ast.children as unknown as Node[] }) : []
}

const FOLLOWS =
  /computed[<(]|watch(Effect)?\(|register\(|^(async )?function|^import|^}|^const \w+(: [^=]+)? = (async )?(<\w+>)?\([^]*?\)(: [^=]+?)? =>/

/** Statements at the margin of a set-up that read words, other than in a function or a computed they make. */
const copiesIn = (script: string): string[] =>
  script
    .split(/\n(?=[^\s)\]}])/)
    .map(statement => statement.trim())
    .filter(statement => /\btext\.\w+[.[]/.test(statement) && !FOLLOWS.test(statement))

/** Units and names of formats, which nobody translates. */
const NO_WORDS = /: (eV|JSON|CSV|PNG|SVG|PDF|NetCDF|NPZ)$/

describe('the templates', () => {
  it('hold no visible word outside of the catalogue', () => {
    const found = templates.flatMap(path =>
      wordsOfTemplate(readFileSync(join(RENDERER, path), 'utf8')).map(words => `${path}: ${words}`),
    )
    expect(found.filter(words => !NO_WORDS.test(words))).toEqual([])
  })

  it.each([
    '<template><p>Hello there</p></template>',
    '<template><button aria-label="Close" /></template>',
    '<template><button :title="busy ? \'Wait a moment\' : undefined" /></template>',
    '<template><p v-if="a">{{ b ? "x" : `Not ${c} yet` }}</p></template>',
  ])('would be caught with words in %s', source => {
    expect(wordsOfTemplate(source)).toHaveLength(1)
  })
})

describe('the words', () => {
  it('are never copied while a component is set up, where a change of language would not reach them', () => {
    const copied = templates.flatMap(path => {
      const { descriptor } = parse(readFileSync(join(RENDERER, path), 'utf8'))
      return copiesIn(descriptor.scriptSetup?.content ?? '').map(statement => `${path}: ${statement}`)
    })
    expect(copied).toEqual([])
  })

  it.each([
    'const title = text.run.running',
    "const scales = (['a'] as const).map(v => ({ v, label: text.setup.list }))",
    'const rows = [\n  { label: text.menu.open },\n]',
  ])('would be caught copied by %s', statement => {
    expect(copiesIn(`${statement}\nconst label = (): string => text.menu.open`)).toHaveLength(1)
  })
})
