import { parseModel } from '../../shared/model/parse-model.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { formatFindings } from '../explain.js'
import type { Host } from '../host.js'
import { readModelArgument } from '../model-argument.js'

/** Checks a model as a compiler would; warnings are told but do not fail. */
export function checkCommand(model: string, options: { json?: true }, host: Host): ExitCode {
  const file = readModelArgument(model, host)
  const { mechanism, findings } = parseModel(file.text)
  const errors = findings.filter(finding => finding.severity === 'error').length
  const ok = mechanism !== undefined && errors === 0
  if (options.json) {
    host.terminal.out(`${JSON.stringify({ file: file.label, ok, findings })}\n`)
    return ok ? EXIT.solved : EXIT.badInput
  }
  host.terminal.err(formatFindings(file.label, findings))
  const verdict = ok
    ? `${file.label}: ok: ${mechanism.steps.length} steps, ${mechanism.surface.length} surface species, ` +
      `${mechanism.parameters.length} parameters`
    : `${file.label}: ${errors} ${errors === 1 ? 'error' : 'errors'}`
  host.terminal.err(`${verdict}\n`)
  return ok ? EXIT.solved : EXIT.badInput
}
