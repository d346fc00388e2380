import { IsobarError } from '../../shared/errors.js'
import {
  MAX_AXIS_VALUES,
  MAX_EXPRESSION_LENGTH,
  MAX_PARAMETERS,
  MAX_SPECIES,
  MAX_STARTS,
  MAX_STEPS,
  MAX_TEXT_LENGTH,
  MAX_VIBRATIONS,
} from '../../shared/model/limits.js'
import { type Expression } from '../../shared/mechanism.js'
import { PEER_LIMITS } from '../../shared/peer-contract.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { isPlan } from '../plan-shape.js'
import { refusePeer } from './peer-messages.js'

/** A worker keeps four bytes per point of the map, so a larger one would take 80 MB of every lane. */
const MAX_PEER_POINTS = 2e7
/** A step turns few species into few others. */
const MAX_TERMS = 20

/**
 * A plan that came from another computer, fit to be compiled here.
 *
 * @throws `peer/refused` for what no Isobar makes, `input/invalid` for an honest plan that asks too much
 */
export function readPlan(value: unknown): Plan {
  if (!isPlan(value)) refusePeer('it sent a plan that is none')
  const excess = excessOf(value)
  if (excess !== undefined) refusePeer(`it sent a plan with ${excess}`)
  const points = pointCount(value)
  if (points > MAX_PEER_POINTS) tooMuch('points', points, MAX_PEER_POINTS)
  const { maxMsPerPoint } = value.solver
  if (maxMsPerPoint > PEER_LIMITS.budgetMs) tooMuch('maxMsPerPoint', maxMsPerPoint, PEER_LIMITS.budgetMs)
  return value
}

function tooMuch(field: string, value: number, most: number): never {
  const remedy = `Stay at or below ${most}, or use computers of your own.`
  throw new IsobarError('input/invalid', `a helper accepts up to ${most} of ${field}, not ${value}`, {
    field,
    value: String(value),
    remedy,
  })
}

/** What a plan has more of than the door for models lets pass, if anything. */
function excessOf({ mechanism, modelText, x, y }: Plan): string | undefined {
  const { parameters, gases, surface, sites, steps, starts } = mechanism
  const sizes: [string, number, number][] = [
    ['species', gases.length + surface.length, MAX_SPECIES],
    ['site types', sites.length, MAX_SPECIES],
    ['steps', steps.length, MAX_STEPS],
    ['parameters', parameters.length, MAX_PARAMETERS],
    // `empty` is there besides those of the model.
    ['starts', Object.keys(starts).length, MAX_STARTS + 1],
    ['axis values', Math.max(x.values.length, y.values.length), MAX_AXIS_VALUES],
    ['characters of model text', modelText.length, MAX_TEXT_LENGTH],
    ['species in a step', Math.max(0, ...steps.map(termsOf)), MAX_TERMS],
    ['vibrations', Math.max(0, ...gases.map(vibrationsOf)), MAX_VIBRATIONS],
    [
      'terms in an expression',
      Math.max(0, ...parameters.map(({ expression }) => (expression ? sizeOf(expression) : 0))),
      MAX_EXPRESSION_LENGTH,
    ],
  ]
  return sizes.flatMap(([what, size, most]) => (size > most ? [`${size} ${what}`] : []))[0]
}

const termsOf = ({ reactants, products }: Plan['mechanism']['steps'][number]): number =>
  Math.max(reactants.length, products.length)

const vibrationsOf = ({ correction }: Plan['mechanism']['gases'][number]): number =>
  correction.kind === 'ideal-gas' ? correction.vibrational.length : 0

const sizeOf = (expression: Expression): number =>
  expression.kind === 'call' ? expression.args.reduce((sum, arg) => sum + sizeOf(arg), 1) : 1
