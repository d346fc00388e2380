import { RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

const mark = (name: string): Decoration => Decoration.mark({ class: name })
const ARROW = mark('is-arrow')
const SURFACE = mark('is-surface')
const GAS = mark('is-gas')
const UNIT = mark('is-unit')

const EQUATION = /^\s*(?:-\s+)?(?:\{.*?)?\bequation\s*:\s*["']?(.*)$/
const TERM = /(<?[-=]{1,2}>)|([A-Za-z][\w()-]*)?(\*(?:_[A-Za-z0-9]+)?)?/g
const QUANTITY =
  /(?<=[:[,{]\s*["']?[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s+)[A-Za-zÅ°%][^\s,}\]#"']*|(?<=:\s*["']?[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s+)1\/[a-z]+/g

/** Marks of chemistry that YAML knows nothing of: arrows, species and units in the lines on show. */
export const chemistryMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = marksIn(view)
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = marksIn(update.view)
    }
  },
  { decorations: plugin => plugin.decorations },
)

function marksIn(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at)
      for (const { start, end, as } of marksOf(line.text)) builder.add(line.from + start, line.from + end, as)
      at = line.to + 1
    }
  return builder.finish()
}

function marksOf(line: string): { start: number; end: number; as: Decoration }[] {
  const equation = EQUATION.exec(line)
  if (!equation)
    return [...line.matchAll(QUANTITY)].map(({ index, 0: unit }) => ({
      start: index,
      end: index + unit.length,
      as: UNIT,
    }))
  const offset = equation[0].length - equation[1]!.length
  return [...equation[1]!.replace(/\s#.*$/, '').matchAll(TERM)].flatMap(
    ({ index, 0: all, 1: arrow, 3: star }) =>
      all === ''
        ? []
        : [
            {
              start: offset + index,
              end: offset + index + all.length,
              as: arrow ? ARROW : star ? SURFACE : GAS,
            },
          ],
  )
}
