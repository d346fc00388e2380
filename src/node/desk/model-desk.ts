import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type {
  HostInfo,
  ModelSource,
  ModelView,
  SetupEstimate,
  SweepSetup,
} from '../../shared/owner-contract.js'
import { buildPlan } from '../../shared/model/build-plan.js'
import { estimate } from '../../shared/model/estimate.js'
import { parseModel, requireModel } from '../../shared/model/parse-model.js'
import type { Plan } from '../../shared/plan.js'
import { outputsOf } from '../../shared/record.js'
import { readModelFile, readSample, sampleIds } from './models.js'
import { outputInfo } from './sweep-view.js'

export interface ModelDesk {
  readonly open: (source: ModelSource) => ModelView
  readonly estimate: (setup: SweepSetup) => SetupEstimate
  readonly samples: () => HostInfo['samples']
}

/** @param expected called when somebody sets up a plan, with the number of workers it would have */
export function createModelDesk(
  modelFolder: string,
  expected: (plan: Plan, workers: number) => void,
): ModelDesk {
  function textOf(source: ModelSource): string {
    if ('text' in source) return source.text
    return ('path' in source ? readModelFile(resolve(source.path)) : readSample(modelFolder, source.sample))
      .text
  }

  return {
    open(source) {
      const text = textOf(source)
      const { mechanism, findings } = requireModel(text)
      return { mechanism, text, findings, outputs: outputsOf(mechanism).map(outputInfo) }
    },
    estimate: setup => {
      const plan = buildPlan(setup)
      expected(plan, setup.workers)
      return estimate(plan)
    },
    samples: () =>
      sampleIds(modelFolder).map(id => {
        const { mechanism } = parseModel(textOf({ sample: id }))
        return { id, name: mechanism?.name ?? id, description: mechanism?.description ?? '' }
      }),
  }
}

/** What a start argument means: a file wins over a sample of the same name. */
export const modelSource = (argument: string): ModelSource =>
  existsSync(argument) ? { path: resolve(argument) } : { sample: argument }
