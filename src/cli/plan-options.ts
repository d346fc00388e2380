import type { ModelFile } from '../node/desk/models.js'
import { IsobarError } from '../shared/errors.js'
import type { Analysis, AxisRequest, Mechanism } from '../shared/mechanism.js'
import { parseAxisText } from '../shared/model/axis.js'
import { buildPlan, parseSettingText, parseStartText } from '../shared/model/build-plan.js'
import { mainGas } from '../shared/model/main-gas.js'
import { requireModel } from '../shared/model/parse-model.js'
import type { Plan, SolverOptions } from '../shared/plan.js'

/** The options of `isobar run` that decide numbers, as commander hands them over. */
export interface PlanOptions {
  readonly x?: string
  readonly y?: string
  readonly set: readonly string[]
  readonly start?: string
  readonly rtol?: number
  readonly atol?: number
  readonly states?: boolean
  /** The gas whose rate is analysed; true for the one the model leads to. */
  readonly analysis?: string | true
  readonly hysteresis?: 'x' | 'y'
}

/** Options over the defaults of the model's own `map:` and `start:`. */
export function planFromOptions(file: ModelFile, options: PlanOptions): Plan {
  const { mechanism } = requireModel(file.text)
  return buildPlan({
    modelText: file.text,
    x: axisOf('x', options.x, mechanism),
    y: axisOf('y', options.y, mechanism),
    settings: settingsOf(options.set),
    start: options.start === undefined ? defaultStart(mechanism) : parseStartText(options.start),
    solver: solverOf(options),
    analysis: analysisOf(options, mechanism),
  })
}

function analysisOf({ states, analysis, hysteresis }: PlanOptions, mechanism: Mechanism): Analysis {
  const control = analysis === true ? mainGas(mechanism) : analysis
  return {
    ...(states && { states: true }),
    ...(control !== undefined && { control }),
    ...(hysteresis && { hysteresis }),
  }
}

function axisOf(name: 'x' | 'y', text: string | undefined, mechanism: Mechanism): AxisRequest {
  if (text !== undefined) return parseAxisText(text, `--${name}`)
  const stated = mechanism.defaults[name]
  if (stated) return stated
  throw new IsobarError('input/invalid', `the model names no ${name} axis`, {
    field: `--${name}`,
    value: '',
    remedy: `give one, for example --${name} "T=lin:400:600:50"`,
  })
}

export function settingsOf(texts: readonly string[]): Record<string, number> {
  const settings = new Map<string, number>()
  for (const text of texts) {
    const { parameter, value } = parseSettingText(text)
    if (settings.has(parameter))
      throw new IsobarError('input/invalid', `${parameter} is set twice`, {
        field: '--set',
        value: text,
        remedy: 'set each parameter once',
      })
    settings.set(parameter, value)
  }
  return Object.fromEntries(settings)
}

/** The start the model names; a model without one starts from the empty surface. */
export function defaultStart({ start, starts }: Pick<Mechanism, 'start' | 'starts'>): string {
  const same = (other: readonly number[]): boolean => other.every((coverage, i) => coverage === start[i])
  return Object.keys(starts).find(name => same(starts[name]!)) ?? 'empty'
}

function solverOf({ rtol, atol }: PlanOptions): Partial<SolverOptions> {
  return { ...(rtol === undefined ? {} : { rtol }), ...(atol === undefined ? {} : { atol }) }
}
