/** Sizes beyond which a model file is a mistake or an attack rather than a mechanism. */
export const MAX_TEXT_LENGTH = 1_048_576
/** Nesting of brackets; the format itself needs 4. */
export const MAX_DEPTH = 32
export const MAX_SPECIES = 200
export const MAX_STEPS = 500
export const MAX_PARAMETERS = 1000
export const MAX_STARTS = 200
/** Vibrations of one gas molecule: 3 N − 6 of a molecule of 100 atoms. */
export const MAX_VIBRATIONS = 300
export const MAX_NAME_LENGTH = 80
export const MAX_EXPRESSION_LENGTH = 1000
/** After so many findings nobody reads on. */
export const MAX_FINDINGS = 100
export const MAX_AXIS_VALUES = 100_000
export const MAX_POINTS = 1e8
