import { clock } from '../node/clock.js'
import { verifyChecks } from '../node/checks/verify-checks.js'
import { createInspector } from '../node/desk/inspector.js'
import type { Finding } from '../shared/model/finding.js'
import type { SolverOptions } from '../shared/plan.js'
import type { CheckResult, PointCheck } from '../shared/points-contract.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import type { Host } from './host.js'

export interface CheckOptions {
  readonly json?: true
  /** File of checks; found beside the model or session when absent. */
  readonly checks?: string
}

export interface ChecksToReport {
  readonly label: string
  readonly path: string
  readonly checks: readonly PointCheck[]
  readonly modelText: string
  readonly solver: SolverOptions
  /** Of the model file, for `--json`. */
  readonly findings?: readonly Finding[]
}

/** Verifies checks and tells each; those that do not pass make the command fail. */
export async function reportChecks(
  { label, path, checks, modelText, solver, findings = [] }: ChecksToReport,
  options: CheckOptions,
  { terminal, fork }: Host,
): Promise<ExitCode> {
  const inspector = createInspector(fork, clock)
  try {
    const results = await verifyChecks(checks, modelText, solver, inspector)
    const failed = results.filter(({ verdict }) => verdict !== 'passed').length
    if (options.json)
      terminal.out(
        `${JSON.stringify({ file: label, checksFile: path, ok: failed === 0, findings, results })}\n`,
      )
    else {
      for (const [k, result] of results.entries()) terminal.err(`${describe(checks[k]!, result)}\n`)
      terminal.err(
        checks.length === 0
          ? `${label}: no checks (looked for ${path})\n`
          : `${label}: ${checks.length - failed} of ${checks.length} checks passed\n`,
      )
    }
    return failed === 0 ? EXIT.solved : EXIT.failedPoints
  } finally {
    inspector.close()
  }
}

function describe(check: PointCheck, { verdict, worst, problem }: CheckResult): string {
  const place = Object.entries(check.at)
    .map(([name, value]) => `${name} = ${Number(value.toPrecision(6))}`)
    .join(', ')
  const found = worst
    ? `${worst.output} ${worst.found} (expected ${worst.expected}, off by ${worst.deviation.toExponential(1)}, ` +
      `tolerance ${check.tolerance})`
    : (problem ?? '')
  return `${verdict}: ${place}: ${found}`
}
