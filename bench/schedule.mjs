import { ready } from './isobar/source.mjs'
import { heading, noteLine } from './support/report.mjs'

const POINTS = 10_000
const SEEDS = 20
/** Travel of a message [ms]. */
const LATENCY_MS = 1
/** Few points: the end may come this many times the longest point after the ideal. */
const FEW = [1, 7, 20, 100, 900]

/**
 * The real schedule in virtual time: 12 fast cores on three hosts and 4 half as fast on a fourth, points of
 * 50 ms in the mean. What is compared is the time taken over the bound of one who knew all costs and events.
 */
export async function benchSchedule({ progress }) {
  const model = await ready('test/core/support/costs.ts')
  const { SIZES } = await ready('test/core/support/policies.ts')
  const { play } = await ready('test/core/support/play.ts')
  const ratios = {}

  const ratiosOf = (name, steals, kind, event, firstSeed) =>
    Array.from({ length: SEEDS }, (_, k) => {
      const costs = model.costsOf(kind, POINTS, firstSeed + k)
      const { makespan } = play({
        costs: costs.costs,
        hosts: model.HOSTS,
        latencyMs: LATENCY_MS,
        policy: { size: SIZES[name](POINTS), steals },
        ...model.eventOf(costs, event),
      })
      return [makespan / model.idealOf(costs, event), makespan / model.blindOf(costs, event)]
    })

  for (const event of Object.keys(model.EVENTS)) {
    heading(
      `Schedule: ${POINTS} points, time taken over ideal, mean / worst of ${SEEDS} seeds; event: ${event}`,
    )
    noteLine(''.padEnd(36) + model.COST_MODELS.map(kind => kind.padStart(16)).join(''))
    for (const name of Object.keys(SIZES))
      for (const steals of [false, true]) {
        const label = `${name}${steals ? ', tail stealing' : ''}`
        const cells = model.COST_MODELS.map(kind => {
          progress(`${event}, ${label}, ${kind}`)
          const all = ratiosOf(name, steals, kind, event, model.FIRST_SEED).map(([ratio]) => ratio)
          const cell = { mean: mean(all), worst: Math.max(...all) }
          ratios[`${event}, ${label}, ${kind}`] = cell
          return `${cell.mean.toFixed(3)} / ${cell.worst.toFixed(3)}`.padStart(16)
        })
        progress('')
        noteLine(label.padEnd(36) + cells.join(''))
      }
    const any = ratiosOf('Isobar', true, 'log-normal 1.5', event, 1)
    const [ideal, blind] = [0, 1].map(k => any.map(pair => pair[k]))
    noteLine(
      `log-normal 1.5, seeds 1 to ${SEEDS} as they come: ${summary(ideal)} of the ideal; ` +
        `${summary(blind)} of the bound of one who knows no costs`,
    )
  }

  heading(`Schedule: few points, largest of 4 x ${SEEDS} runs: time over the ideal, in longest points`)
  const few = {}
  for (const points of FEW) {
    const excess = model.COST_MODELS.flatMap(kind =>
      Array.from({ length: SEEDS }, (_, k) => {
        const costs = model.costsOf(kind, points, k + 1)
        const { makespan } = play({ costs: costs.costs, hosts: model.HOSTS, latencyMs: LATENCY_MS })
        return (makespan - model.idealOf(costs, 'none')) / costs.longest
      }),
    )
    few[points] = Math.max(...excess)
    noteLine(`${String(points).padStart(4)} points: ${few[points].toFixed(2)} (at most 3)`)
  }
  return { ratios, few }
}

const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length
const summary = values => `${mean(values).toFixed(3)} / ${Math.max(...values).toFixed(3)}`
