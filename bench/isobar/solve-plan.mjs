/**
 *   node solve-plan.mjs JOB.json
 *
 * Solves points of a plan as a worker does, in this process alone, and prints one JSON object with the processor
 * time that it took; JOB holds {solver, plan, points, withConstants}. Arrays are in the order of the points.
 */
import { readFileSync } from 'node:fs'

const { solver, plan, points, withConstants } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { compilePlan } = await import(solver)

const before = process.cpuUsage()
const { columns, solve, constants, network } = compilePlan(plan, () => performance.now())
const row = new Float64Array(columns.length)
const status = {}
const coverages = []
const K = []
for (const point of points) {
  const solution = solve(point, row, 0)
  status[solution.status] = (status[solution.status] ?? 0) + 1
  coverages.push(...row.subarray(0, network.n))
  if (withConstants) K.push(...constants.K)
}
const { user, system } = process.cpuUsage(before)
const seconds = (user + system) / 1e6
console.log(JSON.stringify({ points: points.length, seconds, status, coverages, K, network }))
