/**
 * RODAS5P: a Rosenbrock method of order 5 with an embedded error estimate of order 4; eight stages,
 * L-stable, stiffly accurate, one LU factorisation a step and no Newton iteration.
 *
 * With W = I/(γh) − ∂f/∂y the stages solve W u_i = f(ŷ_i) + Σ_j (c_ij / h) u_j at ŷ_i = y + Σ_j a_ij u_j.
 * From stage 7 on ŷ_i = ŷ_(i−1) + u_(i−1); the step ends at y1 = ŷ8 + u_8, and u_8 estimates the local error.
 *
 * Source: G. Steinebach, BIT Numer. Math. 63 (2023) 27, in the form of Hairer & Wanner, Solving Ordinary
 * Differential Equations II, 2nd ed., IV.7.
 */
export const RODAS5P = {
  gamma: 0.21193756319429014,
  stages: 8,
  /** From this stage (counted from 0) on a stage begins where the one before it ended. */
  chained: 6,
  /** a_ij, j < i. */
  a: [
    [],
    [3],
    [2.849394379747939, 0.45842242204463923],
    [-6.954028509809101, 2.489845061869568, -10.358996098473584],
    [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
    [-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946],
    [
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
      1,
    ],
    [
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
      1, 1,
    ],
  ],
  /** c_ij, j < i. */
  c: [
    [],
    [-14.155112264123755],
    [-17.97296035885952, -2.859693295451294],
    [147.12150275711716, -1.41221402718213, 71.68940251302358],
    [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
    [24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471],
    [
      30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
      -28.087943162872662,
    ],
    [
      37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
      -54.66780262877968, -9.48861652309627,
    ],
  ],
} as const

/**
 * Share of the step that the error estimate suggests. The new step is SAFETY · h · e^(−1/4) for an error of e
 * tolerances (root mean square over the unknowns); a fourth root, though the theory says fifth, because
 * square roots are the same bits on every machine.
 */
export const SAFETY = 0.95
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

/** Why an integrator gave control back; only the sparse one is ever drowning, in its rounding. */
export const PAUSE = { budget: 0, calm: 1, end: 2, stuck: 3, drowning: 4 } as const

/**
 * Integrates dθ/dt from `y` (in and out, shape (n)) under effective constants `K` (shape (2 m)) until
 * one of the reasons in PAUSE, which it returns.
 */
export type Integrate = (y: Float64Array, K: Float64Array, ctl: Float64Array) => number
