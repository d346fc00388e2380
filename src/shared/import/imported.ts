import { Document, isMap, isPair, isSeq, visit } from 'yaml'
import { IsobarError } from '../errors.js'
import type { Door } from '../model/door.js'
import { describeFinding } from '../model/finding.js'
import { parseModel } from '../model/parse-model.js'

/** A model of another program as the text of an Isobar model file. */
export interface Imported {
  readonly text: string
  /** What was decided on the way, one sentence each; also comments at the top of the text. */
  readonly notes: readonly string[]
}

/** Shape of a model file before it is written; see docs/models.md. */
export type ModelDraft = Readonly<Record<string, unknown>>

/** Mappings up to this length of text stand on one line. */
const ONE_LINE = 96

/** Throws `model/invalid` with all findings about the source when one of them is an error. */
export function finishImport(door: Door, draft: ModelDraft | undefined, notes: readonly string[]): Imported {
  const first = door.findings.find(finding => finding.severity === 'error')
  if (first || !draft)
    throw new IsobarError('model/invalid', first ? describeFinding(first) : 'the file holds no model', {
      findings: door.findings,
    })
  const text = writeModel(draft, notes)
  const { findings } = parseModel(text)
  const errors = findings.filter(finding => finding.severity === 'error')
  if (errors.length === 0) return { text, notes }
  // Positions are those of a text that nobody has; the field says where in the model it is.
  throw new IsobarError('model/invalid', `the imported model is not usable: ${describeFinding(errors[0]!)}`, {
    findings: errors.map(({ line: _, column: __, ...rest }) => rest),
  })
}

function writeModel(draft: ModelDraft, notes: readonly string[]): string {
  const document = new Document(draft)
  visit(document, {
    Collection: (_, node, path) => {
      const depth = path.filter(isPair).length
      const size = JSON.stringify(node).length
      if (depth > 0 && size <= ONE_LINE && node.items.length > 0) node.flow = true
      if (isSeq(node) && node.items.every(item => !isMap(item) && !isSeq(item)) && size <= 2 * ONE_LINE)
        node.flow = true
      return node.flow ? visit.SKIP : undefined
    },
  })
  document.commentBefore = notes.map(note => ` ${note}`).join('\n')
  return document.toString({ lineWidth: 110, flowCollectionPadding: true })
}

/** A number as the shortest text that reads back the same, always with a unit when there is one. */
export const quantity = (value: number, unit: string): string =>
  unit === '1' ? `${value}` : `${value} ${unit}`
