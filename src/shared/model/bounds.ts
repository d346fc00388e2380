import type { Mechanism, Parameter, ParameterIndex, RateLaw } from '../mechanism.js'
import { reactorParameters } from './reactor-conditions.js'

/** The smallest value a parameter may take, in internal units; `open` when that value itself may not. */
export interface Bound {
  readonly min: number
  readonly open: boolean
  /** What the parameter is, for a message. */
  readonly role: string
}

/** Bounds that follow from what a parameter is used for; most have none. */
export function boundsOf(
  mechanism: Pick<Mechanism, 'temperature' | 'gases' | 'steps' | 'reactor'>,
): Map<ParameterIndex, Bound> {
  const bounds = new Map<ParameterIndex, Bound>()
  const laws = mechanism.steps.flatMap(({ forward, reverse }) =>
    reverse.kind === 'law' ? [forward, reverse.law] : [forward],
  )
  for (const law of laws) for (const [index, bound] of lawBounds(law)) bounds.set(index, bound)
  for (const gas of mechanism.gases) bounds.set(gas.pressure, { min: 0, open: false, role: 'pressure' })
  for (const [index, role] of reactorParameters(mechanism.reactor))
    bounds.set(index, { min: 0, open: true, role })
  bounds.set(mechanism.temperature, { min: 0, open: true, role: 'temperature' })
  return bounds
}

function lawBounds(law: RateLaw): [ParameterIndex, Bound][] {
  switch (law.kind) {
    case 'constant':
      return [[law.k, { min: 0, open: false, role: 'rate constant' }]]
    case 'arrhenius':
      return [[law.A, { min: 0, open: true, role: 'pre-exponential factor' }]]
    case 'collision':
      return [
        [law.sticking, { min: 0, open: false, role: 'sticking coefficient' }],
        [law.area, { min: 0, open: true, role: 'area' }],
      ]
    default:
      return []
  }
}

/** Why `value` (in the unit of the parameter) is impossible for it, or undefined when it is possible. */
export function impossible(
  parameter: Pick<Parameter, 'name' | 'unit' | 'factor' | 'offset'>,
  bound: Bound | undefined,
  value: number,
): { problem: string; remedy: string } | undefined {
  const internal = value * parameter.factor + parameter.offset
  const unit = parameter.unit === '1' ? '' : ` ${parameter.unit}`
  if (!Number.isFinite(internal))
    return {
      problem: `${value} is not a finite value for ${parameter.name}.`,
      remedy: 'Give a finite number.',
    }
  if (!bound || internal > bound.min || (internal === bound.min && !bound.open)) return undefined
  const limit = `${(bound.min - parameter.offset) / parameter.factor}${unit}`
  return {
    problem: `${value}${unit} is impossible for ${parameter.name}, a ${bound.role}.`,
    remedy: bound.open ? `Stay above ${limit}.` : `Use ${limit} or more.`,
  }
}
