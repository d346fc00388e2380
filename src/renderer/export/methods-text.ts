import { formatCount, formatInput, formatNumber, withUnit } from '../../shared/figure/numbers.js'
import { type SweepProgress, type SweepView } from '../../shared/owner-contract.js'
import { type Axis, DEFAULT_SOLVER } from '../../shared/plan.js'
import { type Provenance } from '../../shared/provenance.js'
import { say, text } from '../text/text.js'
import { conditionsText } from './figure-words.js'

/** Figures of a hash that tell two plans apart in print. */
const HASH_FIGURES = 12

/** How the numbers of a map were made, in sentences for the methods section of an article. */
export function methodsText(sweep: SweepView, progress: SweepProgress, about: Provenance): string {
  const words = text.figureText
  const { mechanism, x, y } = sweep
  const conditions = conditionsText(sweep)
  const source = mechanism.source.trim().replace(/\s+/g, ' ').replace(/\.$/, '')
  return [
    say(words.model, {
      model: mechanism.name,
      steps: mechanism.steps.length,
      species: mechanism.surface.filter(({ free }) => !free).length,
      version: about.version,
      engine: about.engine,
    }),
    source === '' ? '' : say(words.source, { source }),
    say(words.grid, { nx: x.values.length, ny: y.values.length, x: axisText(x), y: axisText(y) }),
    mechanism.reactor ? text.reactor.methods : '',
    conditions === '' ? '' : say(words.conditions, { conditions }),
    solverText(sweep),
    ...endsText(progress),
    say(words.computed, {
      date: new Date(about.runs.at(-1)?.startedAt ?? about.createdAt).toISOString().slice(0, 10),
      machines: about.machines.map(({ machine }) => machine).join(', ') || '–',
      plan: about.planHash.slice(0, HASH_FIGURES),
      session: about.sessionId,
    }),
  ]
    .filter(sentence => sentence !== '')
    .join(' ')
}

function axisText({ parameter, unit, scale, values }: Axis): string {
  const words = text.figureText
  return say(words.axis, {
    name: parameter,
    from: formatNumber(values[0]!, 4),
    to: withUnit(formatNumber(values.at(-1)!, 4), unit),
    scale: words.scales[scale],
  })
}

function solverText({ setup }: SweepView): string {
  const words = text.figureText
  const { rtol, atol } = { ...DEFAULT_SOLVER, ...setup.solver }
  const start =
    typeof setup.start !== 'string'
      ? words.starts.custom
      : setup.start === 'empty'
        ? words.starts.empty
        : say(words.starts.named, { start: setup.start })
  return say(words.solver, { start, rtol: formatInput(rtol), atol: formatInput(atol) })
}

function endsText({ points, solved, failed, certified }: SweepProgress): string[] {
  const words = text.figureText
  const count = (sentence: string, n: number): string => (n > 0 ? say(sentence, { n: formatCount(n) }) : '')
  return [
    say(words.certificate, { certified: formatCount(certified), points: formatCount(points) }),
    count(words.withoutCertificate, solved - certified),
    count(words.withoutResult, failed),
    count(words.notComputed, points - solved - failed),
  ]
}
