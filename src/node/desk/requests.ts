import type { Analysis, AxisRequest } from '../../shared/mechanism.js'
import { DATA_FORMATS, type ExportFormat, FIGURE_FORMATS } from '../../shared/export-contract.js'
import type { CellArea, ModelSource, PathQuestion, SweepSetup } from '../../shared/owner-contract.js'
import { checkSolver } from '../../shared/model/build-plan.js'
import { MAX_AXIS_VALUES } from '../../shared/model/limits.js'
import type { SolverOptions } from '../../shared/plan.js'
import {
  readBoolean,
  readChoice,
  readInteger,
  readModelText,
  readNumber,
  readNumbers,
  readPath,
  readRecord,
  readText,
  refuse,
} from './door.js'

/** More workers than any one machine has cores; a slip of the finger must not fork ten thousand. */
export const MAX_WORKERS = 512

export function readModelSource(argument: unknown): ModelSource {
  const source = readRecord('model', argument)
  if (source['sample'] !== undefined) return { sample: readText('sample', source['sample']) }
  if (source['path'] !== undefined) return { path: readPath('path', source['path']) }
  const text = readModelText('text', source['text'])
  return source['name'] === undefined ? { text } : { text, name: readText('name', source['name']) }
}

/** Types only: whether names exist and ranges make sense is decided where the plan is built. */
export function readSetup(argument: unknown): SweepSetup {
  const setup = readRecord('setup', argument)
  return {
    modelText: readModelText('modelText', setup['modelText']),
    x: readAxis('x', setup['x']),
    y: readAxis('y', setup['y']),
    settings: readNumbers('settings', setup['settings'] ?? {}),
    start:
      typeof setup['start'] === 'string'
        ? readText('start', setup['start'])
        : readNumbers('start', setup['start']),
    workers: readWorkers(setup['workers']),
    ...(setup['solver'] === undefined ? {} : { solver: readSolver(setup['solver']) }),
    ...(setup['analysis'] === undefined ? {} : { analysis: readAnalysis(setup['analysis']) }),
    ...(setup['path'] === undefined ? {} : { path: readPath('path', setup['path']) }),
  }
}

function readAnalysis(value: unknown): Analysis {
  const { states, control, hysteresis } = readRecord('analysis', value)
  return {
    ...(states !== undefined && readBoolean('analysis.states', states) && { states: true as const }),
    ...(control !== undefined && { control: readText('analysis.control', control) }),
    ...(hysteresis !== undefined && {
      hysteresis: readChoice('analysis.hysteresis', hysteresis, ['x', 'y'] as const),
    }),
  }
}

export const readWorkers = (value: unknown): number => readInteger('workers', value, 1, MAX_WORKERS)

function readAxis(field: string, value: unknown): AxisRequest {
  const axis = readRecord(field, value)
  const parameter = readText(`${field}.parameter`, axis['parameter'])
  const scale = readChoice(`${field}.scale`, axis['scale'], ['linear', 'log', 'list'] as const)
  if (scale === 'list') {
    const values = axis['values']
    if (!Array.isArray(values) || values.length > MAX_AXIS_VALUES)
      refuse(`${field}.values`, values, 'is not a list of numbers', `give 1 to ${MAX_AXIS_VALUES} numbers`)
    return { parameter, scale, values: values.map((v, i) => readNumber(`${field}.values[${i}]`, v)) }
  }
  return {
    parameter,
    scale,
    from: readNumber(`${field}.from`, axis['from']),
    to: readNumber(`${field}.to`, axis['to']),
    count: readNumber(`${field}.count`, axis['count']),
  }
}

export function readSolver(value: unknown): Partial<SolverOptions> {
  const options = readNumbers('solver', value)
  checkSolver(options)
  return options
}

export const readPoint = (value: unknown, points: number): number =>
  readInteger('point', value, 0, points - 1)

export function readArea(value: unknown, nx: number, ny: number): CellArea {
  const area = readRecord('area', value)
  const x0 = readInteger('area.x0', area['x0'], 0, nx - 1)
  const y0 = readInteger('area.y0', area['y0'], 0, ny - 1)
  return {
    x0,
    y0,
    x1: readInteger('area.x1', area['x1'], x0, nx - 1),
    y1: readInteger('area.y1', area['y1'], y0, ny - 1),
  }
}

export function readPathQuestion(argument: unknown): PathQuestion {
  const question = readRecord('question', argument)
  const purposes = ['open-session', 'open-model', 'save-session', 'save-model', 'export'] as const
  return {
    purpose: readChoice('purpose', question['purpose'], purposes),
    ...(question['suggestedName'] === undefined
      ? {}
      : { suggestedName: readText('suggestedName', question['suggestedName'], 255) }),
    ...(question['format'] === undefined ? {} : { format: readFormat(question['format']) }),
  }
}

const readFormat = (value: unknown): ExportFormat =>
  readChoice('format', value, [...DATA_FORMATS, ...FIGURE_FORMATS])
