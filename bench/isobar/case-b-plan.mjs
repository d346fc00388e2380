import { readFileSync } from 'node:fs'
import { ready } from './source.mjs'
import { SAMPLE } from './whole-map.mjs'

/** The sample model as a plan of n × n points, from the empty surface, all options at their defaults. */
export async function caseBPlan(kase, n) {
  const { buildPlan } = await ready('src/shared/model/build-plan.ts')
  const axis = parameter => ({ parameter, scale: 'linear', ...kase[parameter], count: n })
  return buildPlan({
    modelText: readFileSync(SAMPLE, 'utf8'),
    x: axis('pCO'),
    y: axis('pO2'),
    settings: {},
    start: 'empty',
  })
}
