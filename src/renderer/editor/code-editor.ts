import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { indentWithTab, isolateHistory } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { offersAt } from './completions.js'
import { type PlacedFinding, type Range } from './diagnostics.js'
import { chemistryMarks } from './marks.js'
import { editorTheme } from './theme.js'
import { ownerText } from '../text/owner-text.js'

export interface CodeEditor {
  /** To be put into the page; keeps text, cursor and history while it is out of it. */
  readonly element: HTMLElement
  /** Begins anew, without a way back to what was there before. */
  reset(text: string): void
  /** Takes text that came from elsewhere, as one step of undo; only what differs is touched. */
  setText(text: string): void
  showFindings(placed: readonly PlacedFinding[], label: (fix: string) => string): void
  setDark(dark: boolean): void
  setWords(words: EditorWords): void
  /** Selects, scrolls to and focuses. */
  select(range: Range): void
  replace(range: Range & { readonly insert: string }): void
  destroy(): void
}

export interface EditorWords {
  readonly label: string
  /** Words of the editor's own panels, by their English ones. */
  readonly phrases: Readonly<Record<string, string>>
}

export interface CodeEditorOptions {
  readonly words: EditorWords
  readonly text: string
  readonly dark: boolean
  readonly onChange: (text: string) => void
  readonly onSave: () => void
  /** Outputs of the model in use, for completion. */
  readonly outputs: () => readonly string[]
}

/**
 * CodeMirror for model files. It lives in a shadow root, because there it adopts style sheets, while in the
 * document it would write a style element, which the policy of the page refuses.
 */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const element = document.createElement('div')
  element.className = 'code-editor'
  const root = element.attachShadow({ mode: 'open' })
  const theme = new Compartment()
  const language = new Compartment()
  let words = options.words

  function complete(context: CompletionContext): CompletionResult | null {
    const found = offersAt(context.state.doc.toString(), context.pos, options.outputs())
    if (!found || (!context.explicit && found.from === context.pos && !/\d\s$/.test(lineBefore(context))))
      return null
    return { from: found.from, options: [...found.offers], validFor: /^[\w*()/^-]*$/ }
  }

  let dark = options.dark
  const stateOf = (doc: string): EditorState =>
    EditorState.create({
      doc,
      extensions: [
        keymap.of([
          { key: 'Mod-s', run: () => (options.onSave(), true), preventDefault: true, stopPropagation: true },
        ]),
        // Escape, then Tab leaves the editor: CodeMirror's own rule for those who cannot use a pointer.
        keymap.of([indentWithTab]),
        basicSetup,
        yaml(),
        autocompletion({ override: [complete], icons: false, activateOnTyping: true }),
        lintGutter(),
        chemistryMarks,
        theme.of(editorTheme(dark)),
        language.of(wordsExtension(words)),
        EditorView.updateListener.of(update => {
          const outside = update.transactions.some(tr => tr.annotation(Transaction.userEvent) === 'set')
          if (update.docChanged && !outside) options.onChange(update.state.doc.toString())
        }),
      ],
    })
  const view = new EditorView({ root, parent: root, state: stateOf(options.text) })

  return {
    element,
    reset: text => view.setState(stateOf(text)),
    setText: text => {
      const change = difference(view.state.doc.toString(), text)
      if (change)
        view.dispatch({
          changes: change,
          annotations: [Transaction.userEvent.of('set'), isolateHistory.of('full')],
        })
    },
    showFindings: (placed, label) => {
      const length = view.state.doc.length
      const diagnostics = placed
        .filter(({ to }) => to <= length)
        .map((each): Diagnostic => toDiagnostic(each, label))
      view.dispatch(setDiagnostics(view.state, diagnostics))
    },
    setDark: next => {
      dark = next
      view.dispatch({ effects: theme.reconfigure(editorTheme(dark)) })
    },
    setWords: next => {
      words = next
      view.dispatch({ effects: language.reconfigure(wordsExtension(words)) })
    },
    select: ({ from, to }) => {
      const length = view.state.doc.length
      const selection = { anchor: Math.min(from, length), head: Math.min(to, length) }
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }) })
      view.focus()
    },
    replace: ({ from, to, insert }) =>
      view.dispatch({
        changes: { from, to, insert },
        userEvent: 'input.fix',
        annotations: isolateHistory.of('full'),
      }),
    destroy: () => view.destroy(),
  }
}

const wordsExtension = ({ label, phrases }: EditorWords): Extension => [
  EditorView.contentAttributes.of({ 'aria-label': label, 'data-testid': 'model-text', tabindex: '0' }),
  EditorState.phrases.of(phrases),
]

const lineBefore = ({ state, pos }: CompletionContext): string =>
  state.sliceDoc(state.doc.lineAt(pos).from, pos)

function toDiagnostic({ from, to, finding, fix }: PlacedFinding, label: (fix: string) => string): Diagnostic {
  return {
    from,
    to,
    severity: finding.severity,
    message: `${ownerText(finding.message)}\n${ownerText(finding.remedy)}`,
    ...(fix && {
      actions: [
        {
          name: label(fix.insert),
          apply: (view: EditorView) =>
            view.dispatch({
              changes: { from: fix.from, to: fix.to, insert: fix.insert },
              userEvent: 'input.fix',
            }),
        },
      ],
    }),
  }
}

/** The one stretch in which two texts differ. */
function difference(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined
  let from = 0
  while (from < before.length && from < after.length && before[from] === after[from]) from++
  let end = 0
  while (
    end < before.length - from &&
    end < after.length - from &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}
