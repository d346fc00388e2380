import { MAX_POINTS } from '../shared/model/limits.js'
import { type Plan, pointCount } from '../shared/plan.js'
import {
  either,
  flag,
  indexBelow,
  listOf,
  mapOf,
  number,
  oneOf,
  optional,
  notNegative,
  positive,
  record,
  type Shape,
  text,
  variant,
} from './shape.js'

/**
 * Whether what came from a file or another computer is a plan down to the last index. Workers make code of
 * plans, and anyone can write a session file with valid check sums, so nothing of another type gets past here.
 */
export function isPlan(value: unknown): value is Plan {
  try {
    const { mechanism } = value as Plan
    const names = new Set(mechanism.parameters.map(({ name }) => name))
    const parameterName: Shape = name => names.has(name as string)
    const axis = record({
      parameter: parameterName,
      unit: text,
      scale: oneOf('linear', 'log', 'list'),
      values: listOf(number),
    })
    return (
      mechanismShape(mechanism)(mechanism) &&
      record({
        mechanism: () => true,
        modelText: text,
        x: axis,
        y: axis,
        settings: mapOf(number),
        start: listOf(number, mechanism.surface.length),
        startPressures: optional(pressuresShape(mechanism)),
        startName: text,
        solver: record({
          rtol: positive,
          atol: positive,
          maxSteps: positive,
          maxMsPerPoint: positive,
          maxTime: positive,
        }),
      })(value) &&
      pointCount(value as Plan) > 0 &&
      pointCount(value as Plan) <= MAX_POINTS &&
      Object.keys((value as Plan).settings).every(parameterName)
    )
  } catch {
    // Too little like a plan, or nested too deeply, to be looked at.
    return false
  }
}

const pressuresShape = ({ gases }: Plan['mechanism']): Shape =>
  listOf(either(oneOf(null), notNegative), gases.length)

function mechanismShape(mechanism: Plan['mechanism']): Shape {
  const { parameters, gases, surface, sites } = mechanism
  const parameter = indexBelow(parameters.length)
  const gas = indexBelow(gases.length)
  const composition = mapOf(number)
  const start = listOf(number, surface.length)
  const species = indexBelow(surface.length)
  const coverage = optional(
    listOf(
      record({
        surface: species,
        decades: optional(parameter),
        order: optional(parameter),
        energy: optional(parameter),
      }),
    ),
  )
  const rateLaw = rateLawShape(parameter, gas)
  const terms = listOf(
    either(record({ gas, count: positive }), record({ surface: species, count: positive })),
  )
  const orders = listOf(
    either(record({ gas, count: notNegative }), record({ surface: species, count: notNegative })),
  )
  return record({
    name: text,
    description: text,
    source: text,
    constants: record({ kBeV: positive, kBJ: positive, heV: positive, hJ: positive }),
    referencePressure: positive,
    parameters: listOf(
      record({
        name: text,
        unit: text,
        value: number,
        factor: number,
        offset: number,
        expression: optional(expressionShape(parameter)),
        kind: oneOf('temperature', 'pressure', 'energy', 'rate', 'other'),
        description: text,
        line: optional(number),
      }),
    ),
    temperature: parameter,
    gases: listOf(
      record({
        name: text,
        composition,
        pressure: parameter,
        mass: number,
        correction: gasCorrectionShape(parameter),
        energy: optional(parameter),
      }),
    ),
    surface: listOf(
      record({
        name: text,
        composition,
        site: indexBelow(sites.length),
        occupies: positive,
        free: flag,
        energy: optional(parameter),
        correction: optional(surfaceCorrectionShape(parameter)),
      }),
    ),
    sites: listOf(record({ name: text, total: number })),
    steps: listOf(
      record({
        label: text,
        equation: text,
        reactants: terms,
        products: terms,
        forward: rateLaw,
        reverse: reverseLawShape(parameter, rateLaw),
        coverage,
        reverseCoverage: coverage,
        orders: optional(orders),
        transfer: optional(parameter),
        line: optional(number),
      }),
    ),
    reactor: optional(reactorShape(parameter)),
    interactions: optional(listOf(record({ surface: species, by: species, energy: parameter }))),
    analysis: optional(
      record({
        states: optional(oneOf(true)),
        control: optional(oneOf(...gases.map(({ name }) => name))),
        hysteresis: optional(oneOf('x', 'y')),
      }),
    ),
    start,
    starts: mapOf(start),
    startPressures: optional(mapOf(pressuresShape(mechanism))),
    defaults: record({ x: optional(axisRequest), y: optional(axisRequest), output: text }),
  })
}

/** Whichever way it is stated, each of residence time and site density follows from what is there. */
const reactorShape =
  (parameter: Shape): Shape =>
  value => {
    const stated = (keys: readonly string[]): boolean =>
      keys.every(key => Object.hasOwn(value as object, key))
    return (
      record({
        kind: oneOf('cstr'),
        residenceTime: optional(parameter),
        volume: optional(parameter),
        flow: optional(parameter),
        siteDensity: optional(parameter),
        siteCount: optional(parameter),
      })(value) &&
      (stated(['residenceTime']) || stated(['volume', 'flow'])) &&
      (stated(['siteDensity']) || stated(['volume', 'siteCount']))
    )
  }

const axisRequest = either(
  record({
    parameter: text,
    scale: oneOf('linear', 'log'),
    from: number,
    to: number,
    count: number,
  }),
  record({ parameter: text, scale: oneOf('list'), values: listOf(number) }),
)

const rateLawShape = (parameter: Shape, gas: Shape): Shape =>
  variant({
    constant: { k: parameter },
    arrhenius: { A: parameter, b: optional(parameter), Ea: parameter },
    tst: { barrier: parameter },
    collision: {
      gas,
      sticking: parameter,
      area: parameter,
      barrier: optional(parameter),
      b: optional(parameter),
      motzWise: optional(oneOf(true)),
    },
    energies: {
      transitionState: optional(parameter),
      transitionCorrection: optional(surfaceCorrectionShape(parameter)),
    },
  })

const reverseLawShape = (parameter: Shape, law: Shape): Shape =>
  variant({
    irreversible: {},
    'free-energy': { value: parameter },
    'reaction-energy': { value: parameter },
    energies: {},
    law: { law },
  })

const tables = (coefficients: number): Shape =>
  listOf(record({ from: number, to: number, coefficients: listOf(number, coefficients) }))

const TABULATED = {
  shomate: { heat: number, pressure: positive, ranges: tables(8) },
  nasa7: { pressure: positive, ranges: tables(7) },
}

const surfaceCorrectionShape = (parameter: Shape): Shape =>
  variant({
    fixed: { value: parameter },
    harmonic: { vibrational: listOf(positive), zeroPoint: flag },
    ...TABULATED,
  })

const gasCorrectionShape = (parameter: Shape): Shape =>
  variant({
    none: {},
    fixed: { value: parameter },
    'ideal-gas': {
      rotational: listOf(number),
      symmetry: number,
      vibrational: listOf(number),
      zeroPoint: flag,
    },
    ...TABULATED,
  })

function expressionShape(parameter: Shape): Shape {
  const operation = oneOf(
    'add',
    'subtract',
    'multiply',
    'divide',
    'pow',
    'negate',
    'min',
    'max',
    'exp',
    'log',
    'sqrt',
  )
  const expression: Shape = value =>
    variant({
      number: { value: number },
      parameter: { index: parameter },
      call: { op: operation, args: listOf(expression) },
    })(value)
  return expression
}
