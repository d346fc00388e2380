import { type Study, STUDY_FORMAT } from '../../shared/scaling/study.js'
import { either, flag, indexBelow, listOf, number, oneOf, record, type Shape, text } from '../shape.js'

const nothing = oneOf(null)
const maybeNumber = either(number, nothing)
const count = indexBelow(2 ** 40)

const account = record({
  wallMs: number,
  lanes: count,
  points: count,
  slices: count,
  busyMs: number,
  speedup: number,
  ideal: number,
  utilisation: number,
  lost: record({ startUp: number, between: number, tail: number, finish: number }),
  imbalance: number,
  machines: listOf(
    record({ machine: text, lanes: count, points: count, busyMs: number, rate: number, speed: number }),
  ),
  runs: count,
})

const run = record({
  workers: count,
  repeat: count,
  startedAt: number,
  wallMs: number,
  points: count,
  failedPoints: count,
  foreignBefore: number,
  foreignDuring: number,
  disturbed: flag,
  ownerCores: number,
  workersCpuMs: maybeNumber,
  pressure: maybeNumber,
  clockMHz: maybeNumber,
  account,
})

const axis = record({ parameter: text, unit: text, scale: text, from: number, to: number, count })

const study: Shape = record({
  format: oneOf(STUDY_FORMAT),
  startedAt: number,
  version: text,
  model: text,
  planHash: text,
  x: axis,
  y: axis,
  points: count,
  workers: listOf(count),
  repeats: count,
  seed: count,
  machine: record({
    host: text,
    platform: text,
    cpu: text,
    logical: count,
    physical: count,
    physicalKnown: flag,
    governor: either(text, nothing),
    onBattery: either(flag, nothing),
  }),
  state: oneOf('running', 'finished', 'stopped', 'failed'),
  runs: listOf(run),
})

/** Whether a value out of a file is a study. */
export const isStudy = (value: unknown): value is Study => study(value)
