import { MAX_REPEATS } from '../../shared/scaling/study.js'
import { type AddedMachine, type WhatIf } from '../../shared/scaling/what-if.js'
import { type ScalingContract, type StudyRequest } from '../../shared/scaling-contract.js'
import { readChoice, readInteger, readNumber, readPath, readRecord, refuse } from './door.js'
import { MAX_WORKERS, readSetup, readWorkers } from './requests.js'
import { type ScalingDesk } from './scaling-desk.js'
import { type ScalingFeed } from './scaling-feed.js'

export type ScalingHandlers = {
  [M in keyof ScalingContract]: (
    argument: unknown,
  ) => ReturnType<ScalingContract[M]> | Promise<ReturnType<ScalingContract[M]>>
}

const MAX_LEVELS = 64
const MAX_MACHINES = 16
const MAX_POINTS = 1e9

/** Scaling studies, for the one interface that `feed` keeps up to date; arguments are checked here. */
export function scalingHandlers(scaling: ScalingDesk, feed: ScalingFeed): ScalingHandlers {
  return {
    scaling: () => {
      feed.connected()
      return scaling.view()
    },
    startStudy: argument => scaling.start(readStudyRequest(argument)),
    stopStudy: () => scaling.stop(),
    exportStudy: argument => {
      const { format, path } = readRecord('argument', argument)
      return scaling.write(readChoice('format', format, ['json', 'csv'] as const), readPath('path', path))
    },
    sweepAccount: () => scaling.account(),
    predictSweep: argument => scaling.predict(readWhatIf(argument)),
  }
}

export function readStudyRequest(argument: unknown): StudyRequest {
  const request = readRecord('study', argument)
  const workers = request['workers']
  if (!Array.isArray(workers) || workers.length === 0 || workers.length > MAX_LEVELS)
    refuse('workers', workers, 'is no list of numbers of workers', `give 1 to ${MAX_LEVELS}, such as 1, 2, 4`)
  return {
    setup: readSetup(request['setup']),
    workers: workers.map(readWorkers),
    repeats: readInteger('repeats', request['repeats'], 1, MAX_REPEATS),
    ...(request['points'] === undefined
      ? {}
      : { points: readInteger('points', request['points'], 1, MAX_POINTS) }),
  }
}

export function readWhatIf(argument: unknown): WhatIf {
  const { workers, added } = readRecord('what-if', argument)
  if (!Array.isArray(added) || added.length > MAX_MACHINES)
    refuse('added', added, 'is no list of machines', `give at most ${MAX_MACHINES}`)
  return { workers: readWorkers(workers), added: added.map(readMachine) }
}

function readMachine(value: unknown, k: number): AddedMachine {
  const machine = readRecord(`added[${k}]`, value)
  const speed = readNumber(`added[${k}].speed`, machine['speed'])
  if (speed < 0.01 || speed > 100)
    refuse(`added[${k}].speed`, speed, 'is out of range', 'give the speed of a core from 0.01 to 100')
  return { cores: readInteger(`added[${k}].cores`, machine['cores'], 1, MAX_WORKERS), speed }
}
