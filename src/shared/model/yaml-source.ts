import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import { type Cell, type Door, report, reportAt } from './door.js'
import { MAX_DEPTH, MAX_TEXT_LENGTH } from './limits.js'

/** Turns text into YAML nodes that keep their positions; the root is undefined when findings say why. */
export function readYaml(text: string): { door: Door; root: Cell | undefined } {
  const lines = new LineCounter()
  const door: Door = { text: text.startsWith('\ufeff') ? text.slice(1) : text, lines, findings: [] }
  if (refuseBeforeParsing(door)) return { door, root: undefined }
  let document: Document.Parsed
  try {
    // Duplicate keys are found while reading, where both lines can be named.
    document = parseDocument(door.text, {
      version: '1.2',
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'error',
    })
  } catch {
    // The composer is recursive; what overflows its stack is no mechanism.
    refuse(door, 0, 'too-deep', 'The text is nested too deeply.', 'Write the model with fewer levels.')
    return { door, root: undefined }
  }
  for (const error of document.errors) reportYamlError(door, error)
  refuseExotics(door, document)
  if (door.findings.length > 0) return { door, root: undefined }
  if (!document.contents || door.text.trim() === '') {
    refuse(door, 0, 'empty', 'The model is empty.', 'Start with "isobar: 1" and a name.')
    return { door, root: undefined }
  }
  return { door, root: { node: document.contents, field: '' } }
}

function refuse(door: Door, offset: number, rule: string, message: string, remedy: string): true {
  reportAt(door, offset, {
    severity: 'error',
    rule,
    field: '',
    value: excerpt(door, offset),
    message,
    remedy,
  })
  return true
}

const excerpt = (door: Door, offset: number): string =>
  door.text.slice(offset, offset + 40).split(/[\r\n]/, 1)[0]!

function refuseBeforeParsing(door: Door): boolean {
  const { text } = door
  if (text.length > MAX_TEXT_LENGTH)
    return refuse(door, 0, 'too-large', `The model has ${text.length} characters.`, 'Stay below 1 MiB.')
  // NUL, other control characters or the mark of bytes that are not UTF-8: binary, UTF-16 or damaged.
  const strange = text.search(/[\u0000-\u0008\u000e-\u001f\u007f\ufffd\ufffe\uffff]/)
  if (strange >= 0) {
    addLines(door)
    return refuse(door, strange, 'not-text', 'This is not UTF-8 text.', 'Save the model as UTF-8 text.')
  }
  const deep = firstTooDeep(text)
  if (deep < 0) return false
  addLines(door)
  return refuse(door, deep, 'too-deep', 'The text is nested too deeply.', 'Close the brackets before this.')
}

/** The parser fills the counter as it goes; findings made without it need the line starts too. */
function addLines(door: Door): void {
  door.lines.addNewLine(0)
  for (let at = door.text.indexOf('\n'); at >= 0; at = door.text.indexOf('\n', at + 1))
    door.lines.addNewLine(at + 1)
}

function firstTooDeep(text: string): number {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '[' || char === '{') depth++
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1)
    if (depth > MAX_DEPTH) return i
  }
  return -1
}

const YAML_REMEDIES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_ALIAS: 'Put text that starts with * in quotes: "* + CO -> CO*".',
  BLOCK_AS_IMPLICIT_KEY: 'Put text that contains ": " in quotes.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BAD_INDENT: 'Align the line with its neighbours, and close brackets and quotes.',
  MISSING_CHAR: 'Close the quote or bracket, or put a space after the colon.',
  MULTIPLE_DOCS: 'Keep one model per file: remove the line "---".',
}

function reportYamlError(door: Door, error: YAMLError): void {
  reportAt(door, error.pos[0], {
    severity: 'error',
    rule: 'malformed-yaml',
    field: '',
    value: excerpt(door, error.pos[0]),
    message: `This is not YAML: ${error.message.split('\n')[0]!.replace(/[.:;]?$/, '.')}`,
    remedy: YAML_REMEDIES[error.code] ?? 'Check colons, indentation and quotes here.',
  })
}

/** Anchors, aliases, tags and directives: no model needs them, and each has been used to do harm. */
function refuseExotics(door: Door, document: Document.Parsed): void {
  if (document.directives?.yaml.explicit || Object.keys(document.directives?.tags ?? {}).length > 1)
    refuse(
      door,
      0,
      'yaml-directive',
      'YAML directives are not used in models.',
      'Remove lines starting with %.',
    )
  visit(document, {
    Alias: (_, node) => {
      report(
        door,
        { node, field: '' },
        {
          rule: 'yaml-alias',
          message: 'YAML reads text that starts with * as an alias.',
          remedy: `Put it in quotes: "*${node.source}".`,
        },
      )
    },
    Value: (_, node) => {
      if (node.anchor !== undefined)
        report(
          door,
          { node, field: '' },
          {
            rule: 'yaml-anchor',
            message: `Anchors (&${node.anchor}) are not used in models.`,
            remedy: 'Remove it; give a number a name under "parameters" to use it twice.',
          },
        )
      if (node.tag?.startsWith('!') || (node.tag && !STANDARD_TAG.test(node.tag)))
        report(
          door,
          { node, field: '' },
          {
            rule: 'yaml-tag',
            message: `YAML tags (${node.tag}) are not used in models.`,
            remedy: 'Remove the tag.',
          },
        )
    },
  })
}

const STANDARD_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/
