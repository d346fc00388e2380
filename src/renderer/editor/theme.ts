import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const popup = {
  border: '1px solid var(--rule)',
  borderRadius: '6px',
  backgroundColor: 'var(--raised)',
  color: 'var(--text)',
  boxShadow: 'var(--shadow)',
}

const wave = (colour: string) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: '3px',
})

const rules = {
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    lineHeight: '1.55',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--edge) transparent',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { border: 'none', backgroundColor: 'var(--surface)', color: 'var(--muted)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--sunken)' },
  '.cm-activeLineGutter': { color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    outline: '1px solid var(--accent)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn-edge)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-foldPlaceholder': {
    border: '1px solid var(--rule)',
    backgroundColor: 'var(--sunken)',
    color: 'var(--muted)',
  },
  '.cm-lintRange-error': wave('var(--danger)'),
  '.cm-lintRange-warning': wave('var(--warn)'),
  '.cm-tooltip': popup,
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    fontSize: '12px',
    maxHeight: '220px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', fontFamily: 'var(--font)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip-lint': { maxWidth: '420px', fontFamily: 'var(--font)', fontSize: '12px' },
  '.cm-diagnostic': { padding: '5px 8px', borderLeft: '3px solid var(--warn-edge)', whiteSpace: 'pre-line' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnosticAction': {
    margin: '4px 8px 0 0',
    padding: '2px 8px',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    font: 'inherit',
  },
  '.cm-panels': {
    borderColor: 'var(--rule)',
    backgroundColor: 'var(--sunken)',
    color: 'var(--text)',
    fontFamily: 'var(--font)',
  },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--rule)' },
  '.cm-panel.cm-search': { padding: '6px 28px 6px 10px', fontSize: '12px' },
  '.cm-panel.cm-search label': { fontSize: '12px', color: 'var(--muted)' },
  '.cm-textfield': {
    height: '24px',
    padding: '0 6px',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    fontSize: '12px',
  },
  '.cm-button': {
    height: '24px',
    padding: '0 8px',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    fontSize: '12px',
  },
  '.cm-button:active': { backgroundImage: 'none' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--muted)', fontSize: '16px' },
  'button:focus-visible, input:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '0' },
  '.is-arrow': { color: 'var(--warn)', fontWeight: '700' },
  '.is-surface, .is-surface *': { color: 'var(--accent)' },
  '.is-gas, .is-gas *': { color: 'var(--ok)' },
  '.is-unit, .is-unit *': { color: 'var(--muted)' },
}

const highlight = HighlightStyle.define([
  {
    tag: [tags.definition(tags.propertyName), tags.propertyName],
    color: 'var(--accent-strong)',
    fontWeight: '600',
  },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--muted)' },
  { tag: [tags.string, tags.content, tags.attributeValue], color: 'var(--text)' },
])

/** The editor in the colours of the window, which follow its theme by themselves. */
export const editorTheme = (dark: boolean): Extension => [
  EditorView.theme(rules, { dark }),
  syntaxHighlighting(highlight),
]
