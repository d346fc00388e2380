import { compiled } from '../kinetics/compiled.js'
import { RODAS5P } from './rodas5p.js'

/** The sums of a stage over the stages before it, whose solutions are the rows of U, shape (stages, n). */
export interface StageSums {
  /** v = y + Σ_j a_sj u_j; where stages are chained, v + u_(s−1) instead. */
  readonly point: (y: Float64Array, U: Float64Array, v: Float64Array) => void
  /** b = f + Σ_j c_sj u_j / h */
  readonly right: (f: Float64Array, U: Float64Array, perH: number, b: Float64Array) => void
}

/** One loop over the species for each sum, with the coefficients written into it; by stage. */
export function makeStageSums(n: number): readonly StageSums[] {
  const { a, c, stages, chained } = RODAS5P
  const sum = (weights: readonly number[]): string =>
    weights.map((weight, j) => `${weight}*U[i+${j * n}]`).join('+') || '0'
  const loop = <F>(parameters: string, body: string): F =>
    compiled(parameters, `for(let i=0;i<${n};i++)${body};`)
  return Array.from({ length: stages }, (_, s) => ({
    point: loop('y,U,v', s >= chained ? `v[i]+=U[i+${(s - 1) * n}]` : `v[i]=y[i]+${sum(a[s]!)}`),
    right: loop('f,U,perH,b', `b[i]=f[i]+perH*(${sum(c[s]!)})`),
  }))
}
