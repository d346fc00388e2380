import type { Mechanism, StartPressures } from './mechanism.js'

/** One axis of the map, values laid out once by the owner so that every machine uses the same doubles. */
export interface Axis {
  readonly parameter: string
  readonly unit: string
  readonly scale: 'linear' | 'log' | 'list'
  /** Strictly monotonic, in `unit`; at least one value. */
  readonly values: readonly number[]
}

export interface SolverOptions {
  /** Relative and absolute local error tolerance of the time integration (coverages). */
  readonly rtol: number
  readonly atol: number
  /** Budget of one point; running out of it is a failed point with a reason, never a hang. */
  readonly maxSteps: number
  readonly maxMsPerPoint: number
  /** Longest simulated time [s]. */
  readonly maxTime: number
}

export const DEFAULT_SOLVER: SolverOptions = {
  rtol: 1e-4,
  atol: 1e-12,
  maxSteps: 100_000,
  maxMsPerPoint: 10_000,
  maxTime: 1e40,
}

/**
 * All that decides the numbers of a map. Two plans of equal hash give bit-equal results, whoever
 * computes them and in whatever order.
 */
export interface Plan {
  readonly mechanism: Mechanism
  /** The model file as the user wrote it; for people, not part of the hash. */
  readonly modelText: string
  readonly x: Axis
  readonly y: Axis
  /** Values that replace the defaults of parameters, in their units, by name. */
  readonly settings: Readonly<Record<string, number>>
  /** Coverages at t = 0, shape (mechanism.surface.length). */
  readonly start: readonly number[]
  /** Pressures in a reactor at t = 0; absent where it starts with the feed. */
  readonly startPressures?: StartPressures
  /** `empty`, a named start, or `custom`. */
  readonly startName: string
  readonly solver: SolverOptions
}

/** Changes whenever the numbers a plan gives may change; results of different engines never mix. */
export const ENGINE = 'isobar-engine/3'

export const pointCount = (plan: Pick<Plan, 'x' | 'y'>): number => plan.x.values.length * plan.y.values.length

/** The part of a plan that decides its numbers, in a fixed order of keys; the plan hash is SHA-256 of it. */
export function planFingerprint(plan: Plan): string {
  const { mechanism, x, y, settings, start, startPressures, solver } = plan
  const { name, description, source, defaults, starts, startPressures: ofStarts, ...numbers } = mechanism
  const parameters = mechanism.parameters.map(({ description, line, kind, ...rest }) => rest)
  // Where all steady states are searched for, the search begins at the named starts too.
  const search = mechanism.analysis?.states ? { starts } : {}
  const steps = mechanism.steps.map(({ line, ...rest }) => rest)
  return JSON.stringify(
    sortKeys({
      engine: ENGINE,
      mechanism: { ...numbers, ...search, parameters, steps },
      x,
      y,
      settings,
      start,
      ...(startPressures && { startPressures }),
      solver,
    }),
  )
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  )
}
