import { IsobarError } from '../errors.js'
import type { Analysis, Mechanism } from '../mechanism.js'
import type { SweepSetup } from '../owner-contract.js'
import { type Axis, DEFAULT_SOLVER, type Plan, pointCount, type SolverOptions } from '../plan.js'
import { columnsOf } from '../record.js'
import { layOutAxis, numberIn } from './axis.js'
import { boundsOf, impossible } from './bounds.js'
import { bytesOf, formatBytes } from './estimate.js'
import { MAX_POINTS } from './limits.js'
import { suggest } from './nearest.js'
import { requireModel } from './parse-model.js'
import { layOutStart } from './start.js'

/** The part of a set-up that decides numbers. */
export type PlanSetup = Pick<
  SweepSetup,
  'modelText' | 'x' | 'y' | 'settings' | 'start' | 'solver' | 'analysis'
>

function refuse(field: string, value: unknown, problem: string, remedy: string): never {
  throw new IsobarError('input/invalid', `${field}: ${problem} ${remedy}`, {
    field,
    value: String(value),
    remedy,
  })
}

/** Checks a set-up as a whole; throws `model/invalid` or `input/invalid`, naming the field of the form. */
export function buildPlan(setup: PlanSetup): Plan {
  const { mechanism: model } = requireModel(setup.modelText)
  const analysis = checkAnalysis(model, setup.analysis ?? {})
  const mechanism = analysis ? { ...model, analysis } : model
  const x = layOutAxis(setup.x, mechanism, 'x')
  const y = layOutAxis(setup.y, mechanism, 'y')
  if (x.parameter === y.parameter)
    refuse(
      'y.parameter',
      y.parameter,
      `Both axes are ${x.parameter}.`,
      'Choose another parameter for one of them.',
    )
  refuseTooManyPoints(mechanism, x, y)
  const settings = checkSettings(mechanism, setup.settings, [x.parameter, y.parameter])
  return {
    mechanism,
    modelText: setup.modelText,
    x,
    y,
    settings,
    ...chooseStart(mechanism, setup.start),
    solver: checkSolver(setup.solver ?? {}),
  }
}

/** Undefined when nothing is asked for, so that a plan without analysis has one form only. */
function checkAnalysis(
  { gases }: Mechanism,
  { states, control, hysteresis }: Analysis,
): Analysis | undefined {
  const names = gases.map(gas => gas.name)
  if (control !== undefined && !names.includes(control))
    refuse('analysis.control', control, `There is no gas "${control}".`, suggest(control, names))
  if (!states && control === undefined && !hysteresis) return undefined
  return {
    ...(states && { states }),
    ...(control !== undefined && { control }),
    ...(hysteresis && { hysteresis }),
  }
}

function refuseTooManyPoints(mechanism: Mechanism, x: Axis, y: Axis): void {
  const points = pointCount({ x, y })
  if (points <= MAX_POINTS) return
  const bytes = formatBytes(bytesOf(points, columnsOf(mechanism).length))
  refuse(
    'y.count',
    y.values.length,
    `${x.values.length} × ${y.values.length} = ${points} points would need ${bytes} of memory.`,
    `Stay below ${MAX_POINTS} points.`,
  )
}

export function checkSettings(
  mechanism: Mechanism,
  settings: Readonly<Record<string, number>>,
  axes: readonly string[],
): Record<string, number> {
  const bounds = boundsOf(mechanism)
  for (const [name, value] of Object.entries(settings)) {
    const field = `settings.${name}`
    const index = mechanism.parameters.findIndex(parameter => parameter.name === name)
    const parameter = mechanism.parameters[index]
    if (!parameter) {
      const names = mechanism.parameters.filter(p => !p.expression).map(p => p.name)
      return refuse(field, value, `There is no parameter "${name}".`, suggest(name, names))
    }
    if (parameter.expression)
      refuse(field, value, `${name} follows from other parameters.`, 'Set one of those it depends on.')
    if (axes.includes(name))
      refuse(field, value, `${name} is an axis of the map already.`, 'Remove the setting or change the axis.')
    if (typeof value !== 'number' || !Number.isFinite(value))
      refuse(field, value, `${String(value)} is not a finite number.`, 'Give a finite number.')
    const trouble = impossible(parameter, bounds.get(index), value)
    if (trouble) refuse(field, value, trouble.problem, trouble.remedy)
  }
  return { ...settings }
}

export function chooseStart(
  mechanism: Mechanism,
  start: PlanSetup['start'],
): Pick<Plan, 'start' | 'startPressures' | 'startName'> {
  if (typeof start === 'string') {
    if (Object.hasOwn(mechanism.starts, start)) {
      const startPressures = mechanism.startPressures?.[start]
      return { start: mechanism.starts[start]!, ...(startPressures && { startPressures }), startName: start }
    }
    const remedy = `${suggest(start, Object.keys(mechanism.starts))} Or give coverages: CO*=0.5,O*=0.1.`
    return refuse('start', start, `There is no start "${start}".`, remedy)
  }
  const reading = layOutStart(mechanism, start)
  if ('coverages' in reading)
    return {
      start: reading.coverages,
      ...(reading.pressures && { startPressures: reading.pressures }),
      startName: 'custom',
    }
  return refuse(`start.${reading.species}`, reading.value, reading.problem, reading.remedy)
}

/** Ranges in which a solver option makes sense; outside lies a slip, not a wish. */
const SOLVER_RANGES: Readonly<Record<keyof SolverOptions, { min: number; max: number; whole?: boolean }>> = {
  rtol: { min: 1e-13, max: 0.1 },
  atol: { min: 1e-300, max: 1e-2 },
  maxSteps: { min: 10, max: 1e9, whole: true },
  maxMsPerPoint: { min: 1, max: 86_400_000 },
  maxTime: { min: 1e-12, max: 1e40 },
}

/** Solver options over the defaults; throws `input/invalid` on `solver.…`. */
export function checkSolver(options: Partial<SolverOptions>): SolverOptions {
  for (const [key, value] of Object.entries(options)) {
    const field = `solver.${key}`
    if (!Object.hasOwn(SOLVER_RANGES, key))
      refuse(field, value, 'There is no such option.', suggest(key, Object.keys(SOLVER_RANGES)))
    const { min, max, whole } = SOLVER_RANGES[key as keyof SolverOptions]
    if (typeof value !== 'number' || !(value >= min && value <= max) || (whole && !Number.isInteger(value)))
      refuse(
        field,
        value,
        `${String(value)} is out of range.`,
        `Use ${whole ? 'a whole number ' : ''}from ${min} to ${max}.`,
      )
  }
  return { ...DEFAULT_SOLVER, ...options }
}

/** Reads `--start`: `empty`, the name of a start, or coverages such as `CO*=0.9999,O*=0`. */
export function parseStartText(text: string): PlanSetup['start'] {
  if (text.trim() === '')
    refuse('start', text, 'The start is empty text.', 'Write empty, a name or CO*=0.5,O*=0.1.')
  if (!text.includes('=')) return text.trim()
  const coverages = new Map<string, number>()
  for (const part of text.split(',')) {
    const [name, value] = splitAtEquals(part, 'start', 'CO*=0.5,O*=0.1')
    if (coverages.has(name))
      refuse(`start.${name}`, text, `${name} is given twice.`, 'Remove one of the two.')
    coverages.set(name, value)
  }
  return Object.fromEntries(coverages)
}

/** Reads `--set`: `T=550`, the value in the unit of the parameter. */
export function parseSettingText(text: string): { parameter: string; value: number } {
  const [parameter, value] = splitAtEquals(text, 'settings', 'T=550')
  return { parameter, value }
}

function splitAtEquals(text: string, field: string, example: string): [string, number] {
  const at = text.lastIndexOf('=')
  const name = text.slice(0, at).trim()
  if (at < 0 || name === '')
    refuse(field, text, `"${text}" has no "name=value".`, `Write for example ${example}.`)
  return [name, numberIn(text.slice(at + 1), `${field}.${name}`)]
}
