/** One thing the linter has to say about a model file. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  /** Stable identifier of the rule, for example `unknown-species`. */
  readonly rule: string
  /** 1-based position in the text; absent when the finding is about the whole model. */
  readonly line?: number
  readonly column?: number
  /** Where in the model, as a path a user recognises; steps count from 1: `steps[2].equation`. */
  readonly field: string
  /** The offending value as written. */
  readonly value: string
  readonly message: string
  /** What to do about it, in the imperative. */
  readonly remedy: string
}

/** A finding as one line for a terminal or a log. */
export function describeFinding(finding: Finding): string {
  const { line, column, severity, field, message, remedy } = finding
  const place = line === undefined ? '' : `line ${line}, column ${column}: `
  return `${place}${severity}: ${field === '' ? '' : `${field}: `}${message} ${remedy}`
}
