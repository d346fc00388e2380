import { resolve } from 'node:path'
import type { CompareContract, CutValues, OtherSession } from '../../shared/compare-contract.js'
import { pointCount } from '../../shared/plan.js'
import { columnsOf, outputsOf } from '../../shared/record.js'
import { valueAt } from '../export/source.js'
import { openSession } from '../session/session.js'
import { readInteger, readPath, readRecord, readText, refuse } from './door.js'
import type { Job } from './job.js'
import { ledgerOf } from './ledger-of.js'
import { type MapSource, outputNamed, snapshotOf, thinnedOf } from './map-view.js'
import { readPoint } from './requests.js'
import { setupOf } from './setup.js'
import { outputInfo } from './sweep-view.js'

export type CompareHandlers = {
  [M in keyof CompareContract]: (
    argument: unknown,
  ) => ReturnType<CompareContract[M]> | Promise<ReturnType<CompareContract[M]>>
}

/** A session for comparison stands in memory beside that on the desk [bytes]. */
const MOST_BYTES = 2 ** 30
/** Small maps are no larger than this on any screen. */
const MOST_CELLS = 1000
/** Outputs of one line cut: all coverages of a large model. */
const MOST_OUTPUTS = 250

/** For one interface; arguments are checked here. `onDesk` throws when there is no sweep. */
export function compareHandlers(onDesk: () => Job, sessionFolder: string): CompareHandlers {
  let other: MapSource | undefined
  const field = (argument: unknown, name: string): unknown => readRecord('argument', argument)[name]
  const output = (argument: unknown): string => readText('output', field(argument, 'output'))

  return {
    values: argument => snapshotOf(onDesk(), output(argument)),
    thinned: argument =>
      thinnedOf(onDesk(), output(argument), readInteger('most', field(argument, 'most'), 1, MOST_CELLS)),
    cuts: argument => {
      const job = onDesk()
      const point = readPoint(field(argument, 'point'), job.ledger.points)
      return readOutputs(field(argument, 'outputs')).map(name => cutOf(job, name, point))
    },
    openOther: argument => {
      const path = resolve(sessionFolder, readPath('path', field(argument, 'path')))
      const { source, view } = readOther(path)
      other = source
      return view
    },
    otherValues: argument =>
      snapshotOf(
        other ?? refuse('session', '', 'no second session is open', 'choose one to compare with'),
        output(argument),
      ),
    closeOther: () => {
      other = undefined
    },
  }
}

function readOutputs(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > MOST_OUTPUTS)
    refuse('outputs', value, 'is not a list of outputs', `give at most ${MOST_OUTPUTS} names`)
  return value.map((name, k) => readText(`outputs[${k}]`, name))
}

function cutOf(job: Job, name: string, point: number): CutValues {
  const { plan } = job
  const wanted = outputNamed(job, name)
  const [nx, ny] = [plan.x.values.length, plan.y.values.length]
  const i = point % nx
  return {
    output: name,
    alongX: Float64Array.from({ length: nx }, (_, k) => valueAt(job, wanted, point - i + k)),
    alongY: Float64Array.from({ length: ny }, (_, k) => valueAt(job, wanted, k * nx + i)),
  }
}

/** All of a session file, which is closed again. */
function readOther(path: string): { source: MapSource; view: OtherSession } {
  const session = openSession(path, 'no')
  try {
    const { plan, planHash, problems } = session
    const bytes = 8 * pointCount(plan) * columnsOf(plan.mechanism).length
    if (bytes > MOST_BYTES)
      refuse('path', path, 'the session is too large to be read beside another', 'open it alone')
    const { ledger } = ledgerOf(session)
    const outputs = outputsOf(plan.mechanism)
    return {
      source: { plan, ledger, outputs, revision: () => 0 },
      view: {
        path,
        planHash,
        setup: setupOf(plan, 1),
        mechanism: plan.mechanism,
        x: plan.x,
        y: plan.y,
        outputs: outputs.map(outputInfo),
        points: ledger.points,
        solved: ledger.counts().solved,
        problems,
      },
    }
  } finally {
    session.close()
  }
}
