import { LineCounter } from 'yaml'
import { type Door, reportAt } from '../model/door.js'

/** A line of a text that is no YAML, without its comment. */
export interface Line {
  readonly text: string
  /** Where it begins in the whole text. */
  readonly offset: number
}

/** A door over plain lines; `comment` starts what is left out. */
export function openLines(source: string, comment: RegExp): { door: Door; lines: Line[] } {
  const text = source.replace(/^\ufeff/, '')
  const counter = new LineCounter()
  counter.addNewLine(0)
  const lines: Line[] = []
  let offset = 0
  for (const raw of text.split('\n')) {
    const cut = raw.search(comment)
    lines.push({ text: cut < 0 ? raw : raw.slice(0, cut), offset })
    offset += raw.length + 1
    counter.addNewLine(offset)
  }
  return { door: { text, lines: counter, findings: [] }, lines }
}

/** Records an error at a piece of a line. Returns undefined, so that a reader can return it. */
export function refuseLine(
  door: Door,
  line: Line,
  piece: string,
  trouble: { readonly rule: string; readonly message: string; readonly remedy: string },
): undefined {
  const at = piece === '' ? 0 : Math.max(0, line.text.indexOf(piece))
  reportAt(door, line.offset + at, {
    severity: 'error',
    field: '',
    value: piece.slice(0, 80),
    ...trouble,
  })
}
