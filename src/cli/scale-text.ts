import type { Analysis, Level } from '../shared/scaling/analysis.js'
import type { FittedLaw } from '../shared/scaling/fits.js'
import type { Interval } from '../shared/scaling/statistics.js'
import type { StudyReport } from '../shared/scaling/study-text.js'
import { VERDICT_WORDS } from '../shared/scaling/verdict-words.js'
import { verdictValues } from '../shared/scaling/verdict-values.js'
import { group } from './progress-line.js'

const HEAD = ['workers', 'time', 'speed-up', '95 %', 'efficiency', 'Karp-Flatt', 'ideal', 'stairs', 'runs']

/** A study as a table, its laws and its verdict, for people. */
export function describeStudy({ study, analysis }: StudyReport): string {
  const { machine, x, y, points, runs, seed } = study
  const rows = [HEAD, ...analysis.levels.map(cells)]
  const widths = HEAD.map((_, k) => Math.max(...rows.map(row => row[k]!.length)))
  const table = rows.map(row => row.map((cell, k) => cell.padStart(widths[k]!)).join('  '))
  const disturbed = runs.filter(run => run.disturbed).length
  const battery = machine.onBattery ? ', on battery' : ''
  const lines = [
    `${study.model}: ${group(points)} points, ${x.count} × ${y.count} of ${x.parameter} and ${y.parameter}`,
    `${machine.host}: ${machine.cpu}, ${machine.physical} ${machine.physicalKnown ? 'cores' : 'cores (assumed)'}, ` +
      `${machine.logical} processors${machine.governor ? `, governor ${machine.governor}` : ''}${battery}`,
    ...(analysis.base
      ? [
          `one worker: ${seconds(analysis.base.medianMs)}, ${analysis.base.pointsPerSecond.toPrecision(3)} points/s`,
        ]
      : []),
    '',
    ...table,
    '',
    ...(analysis.levels.some(({ place }) => place !== 'core')
      ? ['~ hyperthreads, not cores   + more workers than processors   (neither is fitted)']
      : []),
    ...laws(analysis),
    ...(disturbed > 0
      ? [
          `! ${disturbed} of ${runs.length} runs were disturbed: other programs used more than 5 % of the computer`,
        ]
      : []),
    `runs in an order shuffled by the seed ${seed}, after one that was discarded`,
    fill(VERDICT_WORDS[analysis.verdict.cause], verdictValues(analysis.verdict)),
  ]
  return lines.map(line => `${line}\n`).join('')
}

const MARK: Readonly<Record<Level['place'], string>> = { core: '', thread: '~', beyond: '+' }

function cells(level: Level): string[] {
  const { workers, medianMs, speedup, interval, efficiency, karpFlatt, ideal, staircase, runs } = level
  return [
    `${MARK[level.place]}${workers}`,
    seconds(medianMs),
    speedup.toFixed(2),
    range(interval, 2),
    `${Math.round(100 * efficiency)} %`,
    karpFlatt === undefined ? '' : karpFlatt.toFixed(3),
    String(ideal),
    staircase.toFixed(2),
    `${runs}${level.leftOut > 0 ? `-${level.leftOut}` : ''}${level.disturbed ? '!' : ''}`,
  ]
}

function laws({ amdahl, usl, preferred, fitted }: Analysis): string[] {
  if (!amdahl) return ['no law is fitted: that takes three numbers of workers that have a free core each']
  const lines = [
    `Amdahl, to ${fitted.join(', ')} workers: f = ${coefficient(amdahl.a, amdahl.aInterval)}` +
      (amdahl.limit === undefined ? '' : `, speed-up at most ${amdahl.limit.toPrecision(3)}`) +
      aicc(amdahl),
    ...(usl
      ? [
          `USL: a = ${coefficient(usl.a, usl.aInterval)}, b = ${coefficient(usl.b, usl.bInterval)}` +
            (usl.limit === undefined ? '' : `, best with ${Math.round(usl.limit)} workers`) +
            aicc(usl),
        ]
      : []),
    ...(preferred ? [`${preferred === 'amdahl' ? 'Amdahl' : 'USL'} describes it better (AICc)`] : []),
  ]
  const withheld = usl?.withheld ?? amdahl.withheld
  return withheld ? [...lines, `no limit is named: ${WITHHELD[withheld]}`] : lines
}

const WITHHELD: Readonly<Record<NonNullable<FittedLaw['withheld']>, string>> = {
  'few-levels': 'that takes six numbers of workers with a free core each',
  'not-significant': 'the interval of a coefficient reaches zero',
  'few-repeats': 'that takes three repeats',
}

const aicc = (law: FittedLaw): string => (law.aicc === undefined ? '' : ` (AICc ${law.aicc.toFixed(1)})`)

const coefficient = (value: number, interval: Interval | undefined): string =>
  `${short(value)}${interval ? ` [${short(interval.low)}, ${short(interval.high)}]` : ''}`

const short = (value: number): string => (value < 5e-7 ? '0' : String(Number(value.toPrecision(2))))

const range = (interval: Interval | undefined, digits: number): string =>
  interval ? `${interval.low.toFixed(digits)}-${interval.high.toFixed(digits)}` : ''

const seconds = (ms: number): string =>
  ms < 1000 ? `${ms.toPrecision(3)} ms` : `${(ms / 1000).toPrecision(3)} s`

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
