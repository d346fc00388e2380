/** The keys of the format, by the mapping they stand in; what the readers accept and an editor offers. */
export const MODEL_KEYS = [
  'isobar',
  'name',
  'description',
  'source',
  'constants',
  'atomic_masses',
  'reference_pressure',
  'temperature',
  'parameters',
  'gases',
  'reactor',
  'sites',
  'adsorbates',
  'interactions',
  'steps',
  'starts',
  'start',
  'map',
] as const

export const CONSTANT_KEYS = ['base', 'kB', 'kB_J', 'h', 'h_J', 'amu'] as const
export const PARAMETER_KEYS = ['value', 'unit', 'description', 'expression'] as const
export const GAS_KEYS = ['pressure', 'composition', 'mass', 'thermo', 'energy', 'description'] as const
export const REACTOR_TYPES = ['cstr'] as const
export const REACTOR_KEYS = ['type', 'residence_time', 'volume', 'flow', 'site_density', 'sites'] as const
export const SITE_KEYS = ['total', 'description'] as const
export const ADSORBATE_KEYS = ['composition', 'site', 'occupies', 'energy', 'thermo', 'description'] as const
export const STEP_KEYS = [
  'equation',
  'label',
  'forward',
  'reverse',
  'duplicate',
  'description',
  'coverage',
  'reverse_coverage',
  'orders',
  'transfer',
] as const
/** Of one species under `coverage`, with the letters of CHEMKIN and Cantera. */
export const COVERAGE_KEYS = ['a', 'm', 'E'] as const

export const LAW_KEYS = ['rate_constant', 'arrhenius', 'barrier', 'adsorption', 'energies'] as const
export const REVERSE_LAW_KEYS = ['free_energy', 'reaction_energy', ...LAW_KEYS] as const
export const ARRHENIUS_KEYS = ['A', 'b', 'Ea'] as const
export const ADSORPTION_KEYS = ['sticking', 'area', 'barrier', 'b', 'motz_wise', 'gas'] as const
export const ENERGIES_KEYS = ['transition_state', 'thermo'] as const

export const THERMO_KEYS = {
  none: ['model'],
  fixed: ['model', 'value'],
  'ideal-gas': ['model', 'rotational', 'symmetry', 'vibrational', 'zero_point'],
  shomate: ['model', 'ranges', 'reference_pressure', 'enthalpy_298'],
  nasa7: ['model', 'ranges', 'reference_pressure'],
} as const
/** `thermo` of adsorbates and transition states. */
export const SURFACE_THERMO_KEYS = {
  none: ['model'],
  fixed: ['model', 'value'],
  harmonic: ['model', 'vibrational', 'zero_point'],
  shomate: THERMO_KEYS.shomate,
  nasa7: THERMO_KEYS.nasa7,
} as const
export const THERMO_RANGE_KEYS = ['from', 'to', 'coefficients'] as const

export const MAP_KEYS = ['x', 'y', 'output'] as const
export const AXIS_KEYS = ['parameter', 'scale', 'from', 'to', 'count', 'values'] as const

/** Functions known in expressions; no parameter may have such a name. */
export const FUNCTION_NAMES = ['exp', 'log', 'sqrt', 'min', 'max', 'pow'] as const
