import type { Constants } from '../mechanism.js'

export interface ConstantSet extends Constants {
  /** Unified atomic mass unit [kg]. */
  readonly amu: number
}

/** Recommended values of the Committee on Data (CODATA), as published; 2018 is exact in all but amu. */
export const CONSTANT_SETS: Readonly<Record<string, ConstantSet>> = {
  'CODATA 2010': {
    kBeV: 8.6173324e-5,
    kBJ: 1.3806488e-23,
    heV: 4.135667516e-15,
    hJ: 6.62606957e-34,
    amu: 1.660538921e-27,
  },
  'CODATA 2014': {
    kBeV: 8.6173303e-5,
    kBJ: 1.38064852e-23,
    heV: 4.135667662e-15,
    hJ: 6.62607004e-34,
    amu: 1.66053904e-27,
  },
  'CODATA 2018': {
    kBeV: 1.380649e-23 / 1.602176634e-19,
    kBJ: 1.380649e-23,
    heV: 6.62607015e-34 / 1.602176634e-19,
    hJ: 6.62607015e-34,
    amu: 1.6605390666e-27,
  },
}

export const DEFAULT_CONSTANT_SET = 'CODATA 2018'
