import { IsobarError } from '../errors.js'
import type { Mechanism } from '../mechanism.js'
import { type Output, outputsOf } from '../record.js'
import { suggest } from './nearest.js'

const OF_STEP = /^(rate|forward_rate|reverse_rate)\((\d+)\)(:down)?$/

/** The output people mean by a name; steps go by label or by number from 1: `rate(2)`. */
export function findOutput(mechanism: Mechanism, name: string): Output {
  const outputs = outputsOf(mechanism)
  const wanted = name.trim()
  const [, quantity, number, branch = ''] = wanted.match(OF_STEP) ?? []
  const step = mechanism.steps[Number(number) - 1]
  const output =
    outputs.find(o => o.name === wanted) ??
    (step && outputs.find(o => o.name === `${quantity}(${step.label})${branch}`))
  if (output) return output
  const remedy = suggest(
    wanted,
    outputs.map(o => o.name),
  )
  throw new IsobarError('input/invalid', `There is no output "${name}". ${remedy}`, {
    field: 'output',
    value: name,
    remedy,
  })
}
