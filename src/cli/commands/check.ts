import { resolve } from 'node:path'
import { checksPathOfModel, readChecks } from '../../node/checks/checks-file.js'
import { lintModel } from '../../shared/model/lint/lint-model.js'
import { DEFAULT_SOLVER } from '../../shared/plan.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { formatFindings } from '../explain.js'
import type { Host } from '../host.js'
import { readModelArgument } from '../model-argument.js'
import { type CheckOptions, reportChecks } from '../report-checks.js'

/**
 * Checks a model as a compiler would, and then the points that are kept for it. Warnings are told but do not
 * fail.
 */
export async function checkCommand(model: string, options: CheckOptions, host: Host): Promise<ExitCode> {
  const file = readModelArgument(model, host)
  const { mechanism, findings } = lintModel(file.text)
  const errors = findings.filter(finding => finding.severity === 'error').length
  const ok = mechanism !== undefined && errors === 0
  const path = ok ? checksFileOf(model, mechanism.name, options, host) : ''
  const checks = ok ? readChecks(path) : []
  if (options.json && checks.length === 0) {
    host.terminal.out(`${JSON.stringify({ file: file.label, ok, findings })}\n`)
    return ok ? EXIT.solved : EXIT.badInput
  }
  host.terminal.err(formatFindings(file.label, findings))
  const verdict = ok
    ? `${file.label}: ok: ${mechanism.steps.length} steps, ${mechanism.surface.length} surface species, ` +
      `${mechanism.parameters.length} parameters`
    : `${file.label}: ${errors} ${errors === 1 ? 'error' : 'errors'}`
  host.terminal.err(`${verdict}\n`)
  if (!ok) return EXIT.badInput
  if (checks.length === 0) return EXIT.solved
  const { label, text: modelText } = file
  return reportChecks({ label, path, checks, modelText, solver: DEFAULT_SOLVER, findings }, options, host)
}

const checksFileOf = (model: string, name: string, { checks }: CheckOptions, { cwd }: Host): string =>
  checks === undefined ? checksPathOfModel(resolve(cwd, model), name) : resolve(cwd, checks)
