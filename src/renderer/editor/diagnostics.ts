import { type Finding } from '../../shared/model/finding.js'

export interface Range {
  readonly from: number
  readonly to: number
}

/** A finding with the characters it is about. */
export interface PlacedFinding extends Range {
  readonly finding: Finding
  /** What would mend it, where the finding names that. */
  readonly fix: (Range & { readonly insert: string }) | undefined
}

export function placeFindings(text: string, findings: readonly Finding[]): PlacedFinding[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return findings.map(finding => {
    const line = Math.min(Math.max((finding.line ?? 1) - 1, 0), starts.length - 1)
    const lineFrom = starts[line]!
    const lineTo = (starts[line + 1] ?? text.length + 1) - 1
    const at = Math.min(lineFrom + Math.max((finding.column ?? 1) - 1, 0), lineTo)
    const range = rangeOf(text, finding.value, { lineFrom, lineTo, at })
    return { finding, ...range, fix: fixOf(text, finding, range) }
  })
}

/** The value where it stands at or around the place of the finding, else the word there. */
function rangeOf(
  text: string,
  value: string,
  { lineFrom, lineTo, at }: { lineFrom: number; lineTo: number; at: number },
): Range {
  const line = text.slice(lineFrom, lineTo)
  if (value !== '' && !value.includes('\n')) {
    const whole = value.endsWith('…') ? value.slice(0, -1) : value
    const after = line.indexOf(whole, at - lineFrom)
    const around = line.lastIndexOf(whole, at - lineFrom)
    const found = around >= 0 && lineFrom + around + whole.length >= at ? around : after
    if (found >= 0) return { from: lineFrom + found, to: lineFrom + found + whole.length }
  }
  const word = /^[^\s,{}[\]]+/.exec(text.slice(at, lineTo))?.[0].length ?? 0
  if (word > 0) return { from: at, to: at + word }
  // Nothing stands there: the line, so that a mark can be seen at all.
  return { from: lineFrom + line.search(/\S|$/), to: lineTo }
}

function fixOf(text: string, { rule, message, remedy }: Finding, range: Range): PlacedFinding['fix'] {
  const suggestion = /Did you mean "([^"]+)"\?/.exec(remedy)?.[1]
  const repaired = rule === 'look-alike' ? /^Write "(.+)"\.$/.exec(remedy)?.[1] : undefined
  const insert = suggestion ?? repaired
  if (insert === undefined) return undefined
  if (rule !== 'bad-expression') return { ...range, insert }
  // The finding is about the whole expression; only the name in it is wrong.
  const wrong = /uses "(\w+)"/.exec(message)?.[1]
  const at = wrong === undefined ? -1 : text.slice(range.from, range.to).search(new RegExp(`\\b${wrong}\\b`))
  return at < 0 ? undefined : { from: range.from + at, to: range.from + at + wrong!.length, insert }
}
