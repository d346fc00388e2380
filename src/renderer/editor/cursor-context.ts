/** Where in a YAML document something is being written. */
export interface CursorContext {
  /** Keys from the root, `[]` for an item of a list; of a value, its own key is the last. */
  readonly path: readonly string[]
  readonly role: 'key' | 'value'
  /** What is written of the key or value so far, without an opening quote. */
  readonly before: string
}

interface Block {
  readonly indent: number
  readonly key: string
}

interface Frame {
  readonly list: boolean
  key: string | undefined
}

const KEY = /^(?:"([^"]*)"|'([^']*)'|([^\s"'{[#,][^#{}[\],"']*?))\s*:(?=\s|$)/
const BLOCK_SCALAR = /^[|>][+-]?\d*[+-]?\s*(#.*)?$/

/**
 * The place of the cursor at the end of `text`, by indentation and brackets. Works on text that is not yet
 * YAML, which is what text is while one writes; undefined inside comments and block scalars.
 */
export function contextAt(text: string): CursorContext | undefined {
  const blocks: Block[] = []
  const frames: Frame[] = []
  let scalarIndent: number | undefined
  let value = ''
  const lines = text.split('\n')

  for (const [number, line] of lines.entries()) {
    const last = number === lines.length - 1
    const indent = line.search(/\S|$/)
    if (scalarIndent !== undefined) {
      if (indent > scalarIndent || (line.trim() === '' && !last)) {
        if (last) return undefined
        continue
      }
      scalarIndent = undefined
    }
    if (frames.length > 0) {
      const { rest, inComment } = scanFlow(`${value}\n${line}`, value.length + 1, frames)
      if (inComment && last) return undefined
      value = rest
    } else {
      if (!last && /^\s*(#|$)/.test(line)) continue
      const found = enterLine(line, indent, blocks)
      if (found.key === undefined) {
        if (last) return comment(found.rest) ? undefined : at(blocks, frames, 'key', found.rest)
        continue
      }
      value = found.rest.trimStart()
      if (BLOCK_SCALAR.test(value) && !last) scalarIndent = found.indent
      else {
        const { rest, inComment } = scanFlow(value, 0, frames)
        if (inComment && last) return undefined
        value = rest
      }
    }
    if (!last) continue
    const frame = frames.at(-1)
    return at(blocks, frames, frame && !frame.list && frame.key === undefined ? 'key' : 'value', value)
  }
  return undefined
}

function at(
  blocks: readonly Block[],
  frames: readonly Frame[],
  role: CursorContext['role'],
  written: string,
): CursorContext {
  const inner = frames.flatMap(frame => (frame.list ? ['[]'] : frame.key === undefined ? [] : [frame.key]))
  return {
    path: [...blocks.map(block => block.key), ...inner],
    role,
    before: written.trimStart().replace(/^["']/, ''),
  }
}

const comment = (text: string): boolean => /(^|\s)#/.test(text)

/** Leaves the blocks that end before this line, and enters those it opens. */
function enterLine(
  line: string,
  start: number,
  blocks: Block[],
): { key: string | undefined; rest: string; indent: number } {
  let indent = start
  let rest = line.slice(start)
  const item = /^-(\s|$)/
  // A list may stand at the indentation of the key it belongs to.
  const ends = ({ indent: open, key }: Block): boolean =>
    open > indent || (open === indent && !(item.test(rest) && key !== '[]'))
  while (blocks.length > 0 && ends(blocks.at(-1)!)) blocks.pop()
  for (let dash = /^-\s+|^-$/.exec(rest); dash; dash = /^-\s+|^-$/.exec(rest)) {
    blocks.push({ indent, key: '[]' })
    indent += dash[0].length
    rest = rest.slice(dash[0].length)
  }
  const match = KEY.exec(rest)
  if (!match) return { key: undefined, rest, indent }
  const key = (match[1] ?? match[2] ?? match[3])!
  blocks.push({ indent, key })
  return { key, rest: rest.slice(match[0].length), indent }
}

/** Follows brackets, quotes and commas from `start`; `rest` is what stands since the last of them. */
function scanFlow(text: string, start: number, frames: Frame[]): { rest: string; inComment: boolean } {
  let token = 0
  let quote = ''
  for (let i = start; i < text.length; i++) {
    const char = text[i]!
    const frame = frames.at(-1)
    if (quote !== '') {
      if (char === '\\' && quote === '"') i++
      else if (char === quote) quote = ''
    } else if ((char === '"' || char === "'") && text.slice(token, i).trim() === '') quote = char
    else if (char === '#' && (i === 0 || /\s/.test(text[i - 1]!))) {
      return { rest: text.slice(token, i), inComment: true }
    } else if (char === '{' || char === '[') {
      if (!frame && text.slice(token, i).trim() !== '') continue
      frames.push({ list: char === '[', key: undefined })
      token = i + 1
    } else if (!frame) continue
    else if (char === '}' || char === ']') {
      frames.pop()
      token = i + 1
    } else if (char === ',') {
      frame.key = undefined
      token = i + 1
    } else if (char === ':' && !frame.list && frame.key === undefined && /\s|^$/.test(text[i + 1] ?? '')) {
      frame.key = text
        .slice(token, i)
        .trim()
        .replace(/^["']|["']$/g, '')
      token = i + 1
    }
  }
  return { rest: text.slice(token), inComment: false }
}
