import type { Census } from '../node/desk/census.js'
import type { DoubtfulPoint, ExtendedUse } from '../shared/evidence-contract.js'
import type { Plan } from '../shared/plan.js'
import { STATUS, STATUS_TEXT } from '../shared/record.js'
import { group } from './progress-line.js'

/** What one run of `isobar run` or `resume` did; also the source of `--json`. */
export interface RunReport {
  readonly session: string
  readonly points: number
  readonly solved: number
  readonly failed: number
  readonly certified: number
  readonly extended: ExtendedUse
  /** Points of the session without a certificate; the first ones only of very many. */
  readonly doubtful: readonly NamedDoubt[]
  readonly workers: number
  /** Of this run: from the start of the workers to the last answer, and computing summed over workers [ms]. */
  readonly wallMs: number
  readonly solveMs: number
  /** Points ended in this run per second of its wall time. */
  readonly pointsPerSecond: number
  /** Who computed how much in this run. */
  readonly machines: readonly {
    readonly machine: string
    readonly points: number
    /** Points of it that were computed twice, and whether they differed. */
    readonly audited: number
    readonly setAside: boolean
  }[]
}

/** A point that failed or is not certified, as people find it on the map. */
export interface NamedDoubt {
  readonly x: number
  readonly y: number
  readonly status: string
  readonly reason: string | null
}

export function namedDoubt(plan: Plan, { point, status, reason }: DoubtfulPoint): NamedDoubt {
  const nx = plan.x.values.length
  return {
    x: plan.x.values[point % nx]!,
    y: plan.y.values[Math.floor(point / nx)]!,
    status: STATUS_TEXT[status] ?? `status ${status}`,
    reason: reason ?? null,
  }
}

/** Points without a certificate that a summary lists; all of them are in `info --json`. */
const LISTED = 5

/** The end of a run, for people: how it went, how sure it is, what failed and where, what to do next. */
export function summarise(report: RunReport, census: Census, plan: Plan): string {
  const { points, solved, failed, certified, oscillating } = census
  const missing = points - solved - failed
  const speed = `${group(Math.round(report.pointsPerSecond))} points/s on ${counted(report.workers, 'worker')}`
  const lines = [
    `${group(solved)} of ${group(points)} points solved in ${(report.wallMs / 1000).toFixed(1)} s (${speed})`,
    `${group(certified)} certified, ${group(solved - certified - oscillating)} solved without certificate, ` +
      describeExtended(report.extended),
    ...(oscillating > 0 ? [describeOscillations(oscillating)] : []),
    ...listUncertified(solved - certified, report.doubtful, plan),
    ...census.failures.map(failure => describeFailure(failure, plan)),
    ...(missing > 0 ? [`${counted(missing, 'point')} not computed yet`] : []),
    `session: ${report.session}`,
    `next: ${nextCommand(report.session, missing, failed)}`,
  ]
  return lines.map(line => `${line}\n`).join('')
}

export function describeExtended({ points, timeShare }: ExtendedUse): string {
  const cost =
    points > 0 && timeShare !== undefined
      ? `, about ${Math.round(100 * timeShare)} % of the computing time`
      : ''
  return `${group(points)} needed extended precision${cost}`
}

/** One line for each solved point without a certificate, as far as they are few. */
export function listUncertified(count: number, doubtful: readonly NamedDoubt[], plan: Plan): string[] {
  const cycle = STATUS_TEXT[STATUS.oscillates]
  const solved = [STATUS_TEXT[STATUS.uncertified], cycle]
  const listed = doubtful.filter(({ status }) => solved.includes(status)).slice(0, LISTED)
  const more = count - listed.length
  return [
    ...listed.map(
      ({ x, y, status, reason }) =>
        `${status === cycle ? 'oscillates' : 'not certified'}: ${place(plan, x, y)}: ${reason ?? 'no reason is known'}`,
    ),
    ...(more > 0 ? [`and ${counted(more, 'more point')} without certificate`] : []),
  ]
}

function nextCommand(session: string, missing: number, failed: number): string {
  const file = quoted(session)
  if (missing > 0) return `isobar resume ${file}`
  if (failed > 0) return `isobar info ${file}`
  return `isobar export ${file} --format csv -o map.csv`
}

export const describeOscillations = (n: number): string =>
  `${counted(n, 'point')} oscillate${n === 1 ? 's' : ''}: coverages and rates are means over a period`

export function describeFailure(failure: Census['failures'][number], plan: Plan): string {
  const kind = STATUS_TEXT[failure.status] ?? `status ${failure.status}`
  const reason = failure.reason === undefined ? '' : `: ${failure.reason}`
  return `failed: ${counted(failure.count, 'point')} ${kind}, for example at ${conditions(plan, failure.example)}${reason}`
}

/** The place of a point on the map, as people say it: `pCO = 0.1, pO2 = 0.3`. */
export function conditions(plan: Plan, point: number): string {
  const nx = plan.x.values.length
  return place(plan, plan.x.values[point % nx]!, plan.y.values[Math.floor(point / nx)]!)
}

function place(plan: Plan, x: number, y: number): string {
  const at = (axis: Plan['x'], value: number): string =>
    `${axis.parameter} = ${Number(value.toPrecision(6))}${axis.unit === '1' ? '' : ` ${axis.unit}`}`
  return `${at(plan.x, x)}, ${at(plan.y, y)}`
}

const counted = (n: number, noun: string): string => `${group(n)} ${noun}${n === 1 ? '' : 's'}`

/** A path as a shell takes it back. */
export const quoted = (path: string): string =>
  /^[\w./@:+,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
