import { toWireError } from '../../shared/errors.js'
import type { SolverOptions } from '../../shared/plan.js'
import type { CheckResult, PointCheck } from '../../shared/points-contract.js'
import { evaluateOutput, isSolved, outputsOf, STATUS_TEXT } from '../../shared/record.js'
import type { Inspector } from '../desk/inspector.js'
import { planHash } from '../plan-hash.js'
import { planOfCheck } from './plan-of-check.js'

/** Solves every check with a model, one after the other, and compares; never rejects. */
export async function verifyChecks(
  checks: readonly PointCheck[],
  modelText: string,
  solver: SolverOptions,
  inspector: Inspector,
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of checks) results.push(await verify(check, modelText, solver, inspector))
  return results
}

async function verify(
  check: PointCheck,
  modelText: string,
  solver: SolverOptions,
  inspector: Inspector,
): Promise<CheckResult> {
  const failed = (problem: string): CheckResult => ({ id: check.id, verdict: 'failed', problem })
  try {
    const plan = planOfCheck(modelText, check, solver)
    const { status, reason, row } = await inspector.inspect({ plan, planId: planHash(plan), point: 0 })
    if (!isSolved(status)) return failed(`${STATUS_TEXT[status]}${reason === undefined ? '' : `: ${reason}`}`)
    const outputs = new Map(outputsOf(plan.mechanism).map(output => [output.name, output]))
    let worst: CheckResult['worst']
    for (const [name, expected] of Object.entries(check.expect)) {
      const output = outputs.get(name)
      if (!output) return failed(`the model has no output ${name} any more`)
      const found = evaluateOutput(output, row, 0)
      const deviation = deviationOf(found, expected)
      if (!worst || !(deviation <= worst.deviation)) worst = { output: name, expected, found, deviation }
    }
    const passed = !worst || worst.deviation <= check.tolerance
    return { id: check.id, verdict: passed ? 'passed' : 'failed', ...(worst && { worst }) }
  } catch (thrown) {
    return failed(toWireError(thrown).message)
  }
}

/** Relative; nothing is near to zero but zero. */
const deviationOf = (found: number, expected: number): number =>
  found === expected ? 0 : expected === 0 ? Infinity : Math.abs(found / expected - 1)
