/**
 * RODAS4: a Rosenbrock method of order 4 with an embedded error estimate of order 3; six stages,
 * L-stable, stiffly accurate, one LU factorisation a step and no Newton iteration.
 *
 * With W = I/(γh) − ∂f/∂y the stages solve W u_i = f(y + Σ_j a_ij u_j) + Σ_j (c_ij / h) u_j; stage 5
 * starts from ŷ5 = y + Σ a_5j u_j, stage 6 from ŷ6 = ŷ5 + u_5, the step ends at y1 = ŷ6 + u_6 and u_6
 * estimates the local error.
 *
 * Source: Hairer & Wanner, Solving Ordinary Differential Equations II, 2nd ed., IV.7 and their code RODAS.
 */
export const RODAS4 = {
  gamma: 0.25,
  stages: 6,
  /** a_ij for stages 2…6, j < i. */
  a: [
    [],
    [1.544],
    [0.9466785280815826, 0.2557011698983284],
    [3.314825187068521, 2.896124015972201, 0.9986419139977817],
    [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895],
    [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895, 1],
  ],
  /** c_ij for stages 2…6, j < i. */
  c: [
    [],
    [-5.6688],
    [-2.430093356833875, -0.2063599157091915],
    [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
    [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.7089089320616],
    [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
  ],
} as const

/** Share of the step that the error estimate suggests. */
export const SAFETY = 0.9
/** Bounds of the change of step size; growth is fast because a run spans some fifteen decades of time. */
export const SHRINK = 0.2
export const GROW = 8

/** A step size this much below the largest so far means that the solution has sped up again. */
export const DIP = 1 / 32

/** Fields of the control vector that integrators read and write. */
export const CTL = {
  /** Simulated time [s] and next step size [s]; in and out. */
  t: 0,
  h: 1,
  /** Accepted and rejected steps so far; out, accumulated. */
  accepted: 2,
  rejected: 3,
  /** Tolerances; in. */
  rtol: 4,
  atol: 5,
  /** Give control back after this many more steps; in. */
  budget: 6,
  /** End of the integration [s]; in. */
  tEnd: 7,
  /** Give control back when a step of at least `minStep` [s] changed every coverage by less; in. */
  calm: 8,
  minStep: 9,
  /** Largest step so far [s], and 1 once a step was much smaller than an earlier one; out. */
  hMax: 10,
  dip: 11,
  length: 12,
} as const

/** Why an integrator gave control back. */
export const PAUSE = { budget: 0, calm: 1, end: 2, stuck: 3 } as const

/**
 * Integrates dθ/dt from `y` (in and out, shape (n)) under effective constants `K` (shape (2 m)) until
 * one of the reasons in PAUSE, which it returns.
 */
export type Integrate = (y: Float64Array, K: Float64Array, ctl: Float64Array) => number
