import { computed, type ComputedRef, type InjectionKey, type ShallowRef, shallowRef } from 'vue'
import { type Parameter } from '../../shared/mechanism.js'
import {
  type HostInfo,
  type ModelSource,
  type ModelView,
  type SweepSetup,
} from '../../shared/owner-contract.js'
import { type Finding } from '../../shared/model/finding.js'
import { IsobarError } from '../../shared/errors.js'
import { formatInput } from '../map/numbers.js'
import { text } from '../text/text.js'
import {
  type AxisDraft,
  type AxisProblems,
  checkValue,
  defaultDrafts,
  draftFor,
  draftOf,
  readAxis,
  readNumber,
} from './form-values.js'

export const START_EMPTY = 'empty'
export const START_CUSTOM = ':custom'

export interface UseSetup {
  readonly source: ShallowRef<ModelSource | undefined>
  readonly model: ShallowRef<ModelView | undefined>
  /** Why the model last asked for is not usable. */
  readonly findings: ShallowRef<readonly Finding[]>
  /** Name of the model that was refused, if the last one was. */
  readonly refused: ShallowRef<string | undefined>
  readonly x: ShallowRef<AxisDraft | undefined>
  readonly y: ShallowRef<AxisDraft | undefined>
  /** Fields the user changed, by parameter name; what is not here has the model's value. */
  readonly settings: ShallowRef<Readonly<Record<string, string>>>
  readonly start: ShallowRef<string>
  readonly coverages: ShallowRef<Readonly<Record<string, string>>>
  readonly workers: ShallowRef<number>
  readonly problems: ComputedRef<SetupProblems>
  readonly points: ComputedRef<number | undefined>
  /** The form as the owner takes it; undefined while any field has a problem. */
  readonly setup: ComputedRef<SweepSetup | undefined>
  openModel(source: ModelSource): Promise<void>
  chooseParameter(axis: 'x' | 'y', name: string): void
  /** Shows the form a sweep was started with. */
  show(setup: SweepSetup): Promise<void>
}

export interface SetupProblems {
  readonly x: AxisProblems
  readonly y: AxisProblems
  readonly settings: Readonly<Record<string, string>>
  readonly coverages: Readonly<Record<string, string>>
}

export const setupKey: InjectionKey<UseSetup> = Symbol('setup')

/** The set-up form: drafts as typed, problems per field, and the strict set-up once there are none. */
export function useSetup(
  parse: (source: ModelSource) => Promise<ModelView>,
  host: Readonly<ShallowRef<HostInfo | undefined>>,
): UseSetup {
  const source = shallowRef<ModelSource>()
  const model = shallowRef<ModelView>()
  const findings = shallowRef<readonly Finding[]>([])
  const refused = shallowRef<string>()
  const x = shallowRef<AxisDraft>()
  const y = shallowRef<AxisDraft>()
  const settings = shallowRef<Readonly<Record<string, string>>>({})
  const start = shallowRef(START_EMPTY)
  const coverages = shallowRef<Readonly<Record<string, string>>>({})
  const workers = shallowRef(host.value?.defaultWorkers ?? 1)
  let asked = 0

  const parameterOf = (name: string | undefined): Parameter | undefined =>
    model.value?.mechanism.parameters.find(p => p.name === name)

  const unitOf = (name: string): string => parameterOf(name)?.unit ?? '1'

  const axes = computed(() => ({
    x: x.value && readAxis(x.value, parameterOf(x.value.parameter)),
    y: y.value && readAxis(y.value, parameterOf(y.value.parameter)),
  }))

  const problems = computed<SetupProblems>(() => {
    const twice = x.value && x.value.parameter === y.value?.parameter
    return {
      x: axes.value.x?.problems ?? {},
      y: { ...axes.value.y?.problems, ...(twice && { parameter: text.check.sameParameter }) },
      settings: problemsOf(settings.value, (typed, name) => {
        const value = readNumber(typed, unitOf(name))
        return typeof value === 'string' ? value : checkValue(value, parameterOf(name)?.kind ?? 'other')
      }),
      coverages:
        start.value === START_CUSTOM
          ? problemsOf(coverages.value, typed => {
              const value = readNumber(typed, '1')
              if (typeof value === 'string') return value
              return value < 0 || value > 1 ? text.check.coverage : undefined
            })
          : {},
    }
  })

  const points = computed(() => {
    const count = (axis: 'x' | 'y'): number => {
      const request = axes.value[axis]?.axis
      return request === undefined
        ? Number.NaN
        : request.scale === 'list'
          ? request.values.length
          : request.count
    }
    const n = count('x') * count('y')
    return Number.isNaN(n) ? undefined : n
  })

  const setup = computed<SweepSetup | undefined>(() => {
    const clean = Object.values(problems.value).every(group => Object.keys(group).length === 0)
    const { x: ax, y: ay } = axes.value
    if (!model.value || !clean || !ax?.axis || !ay?.axis) return undefined
    const onAxis = [ax.axis.parameter, ay.axis.parameter]
    return {
      modelText: model.value.text,
      x: ax.axis,
      y: ay.axis,
      settings: numbersOf(settings.value, unitOf, name => !onAxis.includes(name)),
      start: start.value === START_CUSTOM ? numbersOf(coverages.value, () => '1') : start.value,
      workers: workers.value,
    }
  })

  async function load(wanted: ModelSource): Promise<ModelView | undefined> {
    const mine = ++asked
    try {
      const view = await parse(wanted)
      if (mine !== asked) return undefined
      source.value = wanted
      model.value = view
      findings.value = view.findings
      refused.value = undefined
      return view
    } catch (thrown) {
      if (mine === asked && thrown instanceof IsobarError && thrown.code === 'model/invalid') {
        findings.value = (thrown as IsobarError<'model/invalid'>).data.findings
        refused.value = nameOf(wanted)
        return undefined
      }
      throw thrown
    }
  }

  /** What the form asks for; the free sites follow from it. */
  function adsorbatesOf(given: Readonly<Record<string, number>>): Record<string, string> {
    const free = model.value?.mechanism.surface.filter(s => s.free).map(s => s.name) ?? []
    return mapValues(
      Object.fromEntries(Object.entries(given).filter(([name]) => !free.includes(name))),
      formatInput,
    )
  }

  return {
    source,
    model,
    findings,
    refused,
    x,
    y,
    settings,
    start,
    coverages,
    workers,
    problems,
    points,
    setup,
    openModel: async wanted => {
      const view = await load(wanted)
      if (!view) return
      ;[x.value, y.value] = defaultDrafts(view.mechanism)
      settings.value = {}
      coverages.value = {}
      start.value = START_EMPTY
    },
    chooseParameter: (axis, name) => {
      const draft = axis === 'x' ? x : y
      const parameter = parameterOf(name)
      if (parameter) draft.value = draftFor(parameter, draft.value?.count ?? 20)
    },
    show: async given => {
      if (!(await load({ text: given.modelText }))) return
      x.value = draftOf(given.x)
      y.value = draftOf(given.y)
      settings.value = mapValues(given.settings, formatInput)
      start.value = typeof given.start === 'string' ? given.start : START_CUSTOM
      coverages.value = typeof given.start === 'string' ? {} : adsorbatesOf(given.start)
      workers.value = given.workers
    },
  }
}

function problemsOf(
  typed: Readonly<Record<string, string>>,
  check: (typed: string, name: string) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => {
      const problem = check(value, name)
      return problem === undefined ? [] : [[name, problem]]
    }),
  )
}

const nameOf = (source: ModelSource): string =>
  'sample' in source
    ? source.sample
    : 'path' in source
      ? (source.path.split(/[\\/]/).at(-1) ?? source.path)
      : (source.name ?? '')

/** Only for fields without problems: there, every text is a number. */
const numbersOf = (
  typed: Readonly<Record<string, string>>,
  unitOf: (name: string) => string,
  keep: (name: string) => boolean = () => true,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => keep(name))
      .map(([name, value]) => [name, readNumber(value, unitOf(name)) as number]),
  )

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (a: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]))
