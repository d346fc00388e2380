import { type Analysis, type Mechanism, type Parameter } from '../../shared/mechanism.js'
import { type ModelView, type SweepSetup } from '../../shared/owner-contract.js'
import { formatInput } from '../../shared/figure/numbers.js'
import { text } from '../text/text.js'
import {
  type AxisDraft,
  type AxisProblems,
  checkValue,
  defaultDrafts,
  draftOf,
  readAxis,
  readNumber,
} from './form-values.js'

export const START_EMPTY = 'empty'
export const START_CUSTOM = ':custom'

type Typed = Readonly<Record<string, string>>

/** All that can be typed or chosen for a model, as it stands in the fields. */
export interface SetupForm {
  readonly x: AxisDraft
  readonly y: AxisDraft
  /** Fields the user changed, by parameter name; what is not here has the model's value. */
  readonly settings: Typed
  /** Name of a start, or START_CUSTOM for `coverages`. */
  readonly start: string
  readonly coverages: Typed
  readonly workers: number
  /** What to compute beyond the steady states. */
  readonly analysis: Analysis
  /** Not in the form; kept from a session, so that its map can be made again. */
  readonly solver: SweepSetup['solver']
}

export interface SetupProblems {
  readonly x: AxisProblems
  readonly y: AxisProblems
  readonly settings: Typed
  readonly coverages: Typed
  readonly workers: string | undefined
}

/** Problems per field, the number of points where both axes are right, and the set-up once all is. */
export interface CheckedForm {
  readonly problems: SetupProblems
  readonly points: number | undefined
  readonly setup: SweepSetup | undefined
}

export function checkForm(form: SetupForm, { mechanism, text: modelText }: ModelView): CheckedForm {
  const find = (name: string): Parameter | undefined => mechanism.parameters.find(p => p.name === name)
  const unitOf = (name: string): string => find(name)?.unit ?? '1'
  const x = readAxis(form.x, find(form.x.parameter))
  const y = readAxis(form.y, find(form.y.parameter))
  const twice = form.x.parameter === form.y.parameter && { parameter: text.check.sameParameter }
  const own = form.start === START_CUSTOM
  const problems: SetupProblems = {
    x: x.problems,
    y: { ...y.problems, ...twice },
    settings: problemsOf(form.settings, (typed, name) =>
      problemWith(typed, unitOf(name), value => checkValue(value, find(name)?.kind ?? 'other')),
    ),
    coverages: own
      ? problemsOf(form.coverages, typed =>
          problemWith(typed, '1', value => (value < 0 || value > 1 ? text.check.coverage : undefined)),
        )
      : {},
    workers: Number.isInteger(form.workers) ? undefined : text.check.empty,
  }
  const points = x.axis && y.axis && countOf(x.axis) * countOf(y.axis)
  if (!x.axis || !y.axis || hasProblems(problems)) return { problems, points, setup: undefined }

  const onAxis = [form.x.parameter, form.y.parameter]
  const fixed = Object.entries(form.settings).filter(([name]) => !onAxis.includes(name))
  const setup: SweepSetup = {
    modelText,
    x: x.axis,
    y: y.axis,
    settings: numbersOf(fixed, unitOf),
    start: own ? numbersOf(Object.entries(form.coverages), () => '1') : form.start,
    workers: form.workers,
    ...(form.solver && { solver: form.solver }),
    ...(Object.keys(form.analysis).length > 0 && { analysis: form.analysis }),
  }
  return { problems, points, setup }
}

export function defaultForm(mechanism: Mechanism, workers: number): SetupForm {
  const [x, y] = defaultDrafts(mechanism)
  return {
    x,
    y,
    settings: {},
    start: START_EMPTY,
    coverages: {},
    workers,
    analysis: {},
    solver: undefined,
  }
}

/** The fields as they stood when the sweep was started. */
export function formOf(setup: SweepSetup, mechanism: Mechanism): SetupForm {
  const own = typeof setup.start === 'string' ? {} : setup.start
  // The free sites follow from the rest and have no field.
  const isFree = (name: string): boolean => mechanism.surface.some(s => s.free && s.name === name)
  return {
    x: draftOf(setup.x),
    y: draftOf(setup.y),
    settings: typedOf(Object.entries(setup.settings)),
    start: typeof setup.start === 'string' ? setup.start : START_CUSTOM,
    coverages: typedOf(Object.entries(own).filter(([name]) => !isFree(name))),
    workers: setup.workers,
    analysis: setup.analysis ?? {},
    solver: setup.solver,
  }
}

const countOf = (axis: SweepSetup['x']): number => (axis.scale === 'list' ? axis.values.length : axis.count)

const hasProblems = ({ x, y, settings, coverages, workers }: SetupProblems): boolean =>
  workers !== undefined || [x, y, settings, coverages].some(group => Object.keys(group).length > 0)

function problemWith(
  typed: string,
  unit: string,
  check: (value: number) => string | undefined,
): string | undefined {
  const value = readNumber(typed, unit)
  return typeof value === 'string' ? value : check(value)
}

const problemsOf = (
  typed: Typed,
  check: (typed: string, name: string) => string | undefined,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => {
      const problem = check(value, name)
      return problem === undefined ? [] : [[name, problem]]
    }),
  )

/** Only for fields without problems: there, every text is a number. */
const numbersOf = (typed: [string, string][], unitOf: (name: string) => string): Record<string, number> =>
  Object.fromEntries(typed.map(([name, value]) => [name, readNumber(value, unitOf(name)) as number]))

const typedOf = (numbers: [string, number][]): Record<string, string> =>
  Object.fromEntries(numbers.map(([name, value]) => [name, formatInput(value)]))
