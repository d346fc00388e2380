/**
 * A microkinetic model after the door: strict, plain data that a worker compiles and a session stores.
 * Every number of the model is a parameter, so that any of them can be an axis of a map.
 */
export interface Mechanism {
  readonly name: string
  readonly description: string
  readonly source: string
  readonly constants: Constants
  /** p⁰ [Pa]: the activity of a gas is p / p⁰. */
  readonly referencePressure: number
  readonly parameters: readonly Parameter[]
  /** The parameter that is T. */
  readonly temperature: ParameterIndex
  readonly gases: readonly Gas[]
  /** Surface species: adsorbates first, then one free site per site type. Coverages have this order. */
  readonly surface: readonly SurfaceSpecies[]
  readonly sites: readonly SiteType[]
  readonly steps: readonly Step[]
  /** Lateral interactions, first order: E_i(θ) = E_i + Σ ε θ. Absent when there are none. */
  readonly interactions?: readonly Interaction[]
  /** Where the gases are. Absent: held at their pressures. */
  readonly reactor?: Reactor
  /** Coverages at t = 0, shape (surface.length); the default start of the model. */
  readonly start: readonly number[]
  /** Further starts by name, same shape; `empty` is always there. */
  readonly starts: Readonly<Record<string, readonly number[]>>
  /** Pressures in the reactor at t = 0 of named starts that state any. */
  readonly startPressures?: Readonly<Record<string, StartPressures>>
  /** What a point reports beyond its steady state; set by the plan, never by a model file. */
  readonly analysis?: Analysis
  /** What a map of this model shows first. */
  readonly defaults: {
    readonly x: AxisRequest | undefined
    readonly y: AxisRequest | undefined
    readonly output: string
  }
}

/**
 * A continuous stirred tank of constant volume and temperature, from which as much volume flows out in a second as
 * flows in: dp/dt = (p_feed − p)/τ + kB T · (sites per gas volume) · (rate of formation per site). The pressures of
 * the gases are those of the feed; see docs/decisions/0096.
 */
export interface Reactor {
  readonly kind: 'cstr'
  /** τ [s], or the gas volume [m³] over the volume that flows in a second [m³ s⁻¹]. */
  readonly residenceTime?: ParameterIndex
  readonly volume?: ParameterIndex
  readonly flow?: ParameterIndex
  /** Sites per gas volume [m⁻³], or their number over `volume`. */
  readonly siteDensity?: ParameterIndex
  readonly siteCount?: ParameterIndex
}

/** [Pa], shape (gases); null where a gas is as in the feed. */
export type StartPressures = readonly (number | null)[]

export interface Analysis {
  /** Searches all steady states and counts them; many times the cost of a point. */
  readonly states?: true
  /**
   * Name of the gas of whose turnover frequency rate control, reaction orders and activation energy are
   * computed, with selectivities and reversibilities; see point-analysis.ts.
   */
  readonly control?: string
  /** Sweeps this axis up and then down, each point from the steady state of the one before. */
  readonly hysteresis?: 'x' | 'y'
}

/** Physical constants, in the set the model names (default CODATA 2018). */
export interface Constants {
  /** Boltzmann constant [eV K⁻¹] and [J K⁻¹]; published models do not always use a consistent pair. */
  readonly kBeV: number
  readonly kBJ: number
  /** Planck constant [eV s] and [J s]. */
  readonly heV: number
  readonly hJ: number
}

export type ParameterIndex = number

export interface Parameter {
  /** As written in the model (`pCO`), or made from where the number stands (`barrier(CO oxidation)`). */
  readonly name: string
  /** The unit in which people give and see the value. */
  readonly unit: string
  /** Default value in `unit`. */
  readonly value: number
  /** value × factor + offset is the number in internal units: K, Pa, eV, m², kg, s⁻¹, 1. */
  readonly factor: number
  readonly offset: number
  /** Present when the value follows from other parameters (numbers in their own units, result in `unit`). */
  readonly expression?: Expression
  readonly kind: 'temperature' | 'pressure' | 'energy' | 'rate' | 'other'
  readonly description: string
  /** 1-based line of the model file. */
  readonly line?: number
}

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'parameter'; readonly index: ParameterIndex }
  | { readonly kind: 'call'; readonly op: ExpressionOp; readonly args: readonly Expression[] }

export type ExpressionOp =
  'add' | 'subtract' | 'multiply' | 'divide' | 'pow' | 'negate' | 'min' | 'max' | 'exp' | 'log' | 'sqrt'

export interface Gas {
  readonly name: string
  readonly composition: Composition
  /** In a stirred tank that of the feed. */
  readonly pressure: ParameterIndex
  /** Molecular mass [kg]. */
  readonly mass: number
  /** G(T, p⁰) − E of the gas [eV]. */
  readonly correction: GasCorrection
  /** Formation energy, where steps are given by energies of species [eV]. */
  readonly energy?: ParameterIndex
}

export type GasCorrection =
  | { readonly kind: 'none' }
  | { readonly kind: 'fixed'; readonly value: ParameterIndex }
  | {
      readonly kind: 'ideal-gas'
      /** Rotational temperatures [K], one (linear) or three; σ the symmetry number. */
      readonly rotational: readonly number[]
      readonly symmetry: number
      /** Vibrational temperatures [K]. */
      readonly vibrational: readonly number[]
      /** Whether G contains the zero-point energy of the vibrations. */
      readonly zeroPoint: boolean
    }
  | TabulatedCorrection

/** Thermochemistry from tables; G(T) − E [eV] at the pressure of the tables [Pa], taken to p⁰ for a gas. */
export type TabulatedCorrection =
  | {
      /**
       * G = [H(T) − H(298.15 K)] − T S + heat, t = T / 1000 K, coefficients A to H (J mol⁻¹ K⁻¹ and kJ mol⁻¹).
       * Source: NIST Chemistry WebBook.
       */
      readonly kind: 'shomate'
      /** H(298.15 K) − E [eV]: zero-point energy and heat content. */
      readonly heat: number
      readonly pressure: number
      readonly ranges: readonly ThermoRange[]
    }
  | {
      /** G = H − T S with H/RT and S/R by the seven coefficients of NASA; absolute, so E is 0 where not given. */
      readonly kind: 'nasa7'
      readonly pressure: number
      readonly ranges: readonly ThermoRange[]
    }

export interface ThermoRange {
  /** [K] */
  readonly from: number
  readonly to: number
  readonly coefficients: readonly number[]
}

/** G(T) − E of an adsorbate or transition state [eV]. */
export type SurfaceCorrection =
  | { readonly kind: 'fixed'; readonly value: ParameterIndex }
  /** Σ kB Θ/2 + kB T ln(1 − exp(−Θ/T)) over vibrational temperatures [K]. */
  | { readonly kind: 'harmonic'; readonly vibrational: readonly number[]; readonly zeroPoint: boolean }
  | TabulatedCorrection

/** `surface` feels the coverage θ of `by`: its energy rises by energy · θ [eV]. */
export interface Interaction {
  readonly surface: number
  readonly by: number
  readonly energy: ParameterIndex
}

export interface SurfaceSpecies {
  readonly name: string
  readonly composition: Composition
  readonly site: number
  /** Sites one molecule occupies; 1 for a free site itself. */
  readonly occupies: number
  readonly free: boolean
  readonly energy?: ParameterIndex
  readonly correction?: SurfaceCorrection
}

export interface SiteType {
  /** `*` or `*_s`: the name of the free site. */
  readonly name: string
  /** Σ occupies·θ over the site type. */
  readonly total: number
}

export type Composition = Readonly<Record<string, number>>

export interface Step {
  /** Unique; what `rate(LABEL)` refers to. Steps without a label get their number, `1`, `2`, … */
  readonly label: string
  readonly equation: string
  readonly reactants: readonly Term[]
  readonly products: readonly Term[]
  readonly forward: RateLaw
  readonly reverse: ReverseLaw
  /** How coverages change the forward constant, and the reverse one where it follows from K. */
  readonly coverage?: readonly CoverageEffect[]
  /** The same for a reverse law of its own. */
  readonly reverseCoverage?: readonly CoverageEffect[]
  /** Forward reaction orders, real numbers, in place of those of the equation. */
  readonly orders?: readonly Term[]
  /**
   * Share of the change of the reaction energy by lateral interactions that the forward barrier takes; by
   * default 0 where a gas adsorbs, 1 where one desorbs, else 1/2.
   */
  readonly transfer?: ParameterIndex
  readonly line?: number
}

/**
 * Factor 10^(decades θ) θ^order exp(−energy θ / kB T) on a rate constant, θ the coverage of `surface`.
 * Source: Coltrin, Kee & Rupley, SURFACE CHEMKIN, Sandia report SAND96-8217 (1996), eq. 57.
 */
export interface CoverageEffect {
  readonly surface: number
  readonly decades?: ParameterIndex
  readonly order?: ParameterIndex
  readonly energy?: ParameterIndex
}

/** `count` molecules of a species: exactly one of the two indices is given. */
export type Term =
  { readonly gas: number; readonly count: number } | { readonly surface: number; readonly count: number }

/** How a rate constant [s⁻¹] follows from the parameters. Energies in eV, T in K. */
export type RateLaw =
  | { readonly kind: 'constant'; readonly k: ParameterIndex }
  /** A T^b exp(−Ea / kB T) */
  | {
      readonly kind: 'arrhenius'
      readonly A: ParameterIndex
      readonly b: ParameterIndex | undefined
      readonly Ea: ParameterIndex
    }
  /** (kB T / h) exp(−Ga / kB T) */
  | { readonly kind: 'tst'; readonly barrier: ParameterIndex }
  /**
   * s A p⁰ / √(2π m kB T), s = S T^b exp(−Ea / kB T), m the mass of the gas that adsorbs; with the correction
   * of Motz and Wise (Prog. Astronaut. Rarefied Gas Dyn. 1960, 169) s is replaced by s / (1 − s/2).
   */
  | {
      readonly kind: 'collision'
      readonly gas: number
      readonly sticking: ParameterIndex
      readonly area: ParameterIndex
      readonly barrier: ParameterIndex | undefined
      readonly b?: ParameterIndex
      readonly motzWise?: true
    }
  /** TST with Ga = max(0, G_TS − G_IS, G_FS − G_IS) from the energies of the species; no TS energy: max(0, ΔG). */
  | {
      readonly kind: 'energies'
      readonly transitionState: ParameterIndex | undefined
      readonly transitionCorrection?: SurfaceCorrection
    }

export type ReverseLaw =
  | { readonly kind: 'irreversible' }
  /** kr = kf / K, K = exp(−ΔG / kB T) with ΔG given. */
  | { readonly kind: 'free-energy'; readonly value: ParameterIndex }
  /** The same with ΔG = ΔE + Σ ν G_corr over the species of the step. */
  | { readonly kind: 'reaction-energy'; readonly value: ParameterIndex }
  /** The same with ΔG from the energies of the species. */
  | { readonly kind: 'energies' }
  | { readonly kind: 'law'; readonly law: RateLaw }

/** An axis as a form, a model file or the command line states it, before its values are laid out. */
export type AxisRequest =
  | {
      readonly parameter: string
      readonly scale: 'linear' | 'log'
      readonly from: number
      readonly to: number
      readonly count: number
    }
  | { readonly parameter: string; readonly scale: 'list'; readonly values: readonly number[] }
