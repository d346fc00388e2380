/** A unit by what it takes to reach internal units: value × factor + offset, in `dimension`. */
export interface Unit {
  readonly factor: number
  readonly offset: number
  /** The internal unit, which is also the name of the dimension: `1`, `K`, `Pa`, `eV`, `m2`, `s-1`, `kg`, `eV K-1`. */
  readonly dimension: string
}

interface Atom {
  readonly factor: number
  readonly base: 'K' | 'Pa' | 'eV' | 'm' | 's' | 'kg' | ''
  /** Power of the base; 1 by default. */
  readonly power?: number
}

// Exact by the SI of 2019 [J eV⁻¹], [mol⁻¹].
const E = 1.602176634e-19
const N_A = 6.02214076e23

/**
 * Units of the field. A mole is a number, so that kJ/mol and eV are the same dimension; pressure and
 * energy are dimensions of their own because nobody writes a pressure as J/m³ here. Hartree and the
 * atomic mass unit: CODATA 2018; the rest is exact.
 */
// prettier-ignore
const ATOMS: Readonly<Record<string, Atom>> = {
  K: { factor: 1, base: 'K' },
  Pa: { factor: 1, base: 'Pa' },
  hPa: { factor: 100, base: 'Pa' },
  kPa: { factor: 1e3, base: 'Pa' },
  MPa: { factor: 1e6, base: 'Pa' },
  bar: { factor: 1e5, base: 'Pa' },
  mbar: { factor: 100, base: 'Pa' },
  atm: { factor: 101325, base: 'Pa' },
  Torr: { factor: 101325 / 760, base: 'Pa' },
  torr: { factor: 101325 / 760, base: 'Pa' },
  mTorr: { factor: 101.325 / 760, base: 'Pa' },
  eV: { factor: 1, base: 'eV' },
  meV: { factor: 1e-3, base: 'eV' },
  J: { factor: 1 / E, base: 'eV' },
  kJ: { factor: 1e3 / E, base: 'eV' },
  cal: { factor: 4.184 / E, base: 'eV' },
  kcal: { factor: 4184 / E, base: 'eV' },
  Ha: { factor: 27.211386245988, base: 'eV' },
  Hartree: { factor: 27.211386245988, base: 'eV' },
  Ry: { factor: 13.605693122994, base: 'eV' },
  m: { factor: 1, base: 'm' },
  cm: { factor: 1e-2, base: 'm' },
  mm: { factor: 1e-3, base: 'm' },
  nm: { factor: 1e-9, base: 'm' },
  pm: { factor: 1e-12, base: 'm' },
  Å: { factor: 1e-10, base: 'm' },
  angstrom: { factor: 1e-10, base: 'm' },
  Angstrom: { factor: 1e-10, base: 'm' },
  L: { factor: 1e-3, base: 'm', power: 3 },
  mL: { factor: 1e-6, base: 'm', power: 3 },
  s: { factor: 1, base: 's' },
  ms: { factor: 1e-3, base: 's' },
  us: { factor: 1e-6, base: 's' },
  ns: { factor: 1e-9, base: 's' },
  min: { factor: 60, base: 's' },
  h: { factor: 3600, base: 's' },
  kg: { factor: 1, base: 'kg' },
  g: { factor: 1e-3, base: 'kg' },
  mg: { factor: 1e-6, base: 'kg' },
  amu: { factor: 1.6605390666e-27, base: 'kg' },
  u: { factor: 1.6605390666e-27, base: 'kg' },
  mol: { factor: N_A, base: '' },
  '1': { factor: 1, base: '' },
  '%': { factor: 0.01, base: '' },
}

const CELSIUS: Unit = { factor: 1, offset: 273.15, dimension: 'K' }
const SPECIAL: Readonly<Record<string, Unit>> = {
  '': { factor: 1, offset: 0, dimension: '1' },
  degC: CELSIUS,
  '°C': CELSIUS,
  '℃': CELSIUS,
  celsius: CELSIUS,
  Hz: { factor: 1, offset: 0, dimension: 's-1' },
}

export const UNIT_NAMES: readonly string[] = [...Object.keys(ATOMS), 'degC', 'Hz']

const SUPERSCRIPTS: Readonly<Record<string, string>> = { '⁻': '-', '¹': '1', '²': '2', '³': '3' }

/**
 * Reads a unit: `eV`, `kJ/mol`, `kJ mol-1`, `m^2`, `m2`, `s^-1`, `1/s`, `Å²`.
 *
 * Every unit after a `/` up to the next `*`, `·` or space is divided by. Undefined when it is not a unit.
 */
export function parseUnit(text: string): Unit | undefined {
  const plain = text
    .trim()
    .replace(/[⁻¹²³]/g, c => SUPERSCRIPTS[c]!)
    .replaceAll('Å', 'Å')
  if (Object.hasOwn(SPECIAL, plain)) return SPECIAL[plain]
  const powers: Record<string, number> = {}
  let factor = 1
  let rest = plain
  for (let first = true; rest !== ''; first = false) {
    const part = rest.match(/^\s*([*·/]?)\s*([A-Za-zÅ%]+|1(?!\d))(?:\^?([+-]?\d)(?!\d)|\^\(([+-]?\d)\))?/)
    if (!part || (first && part[1] !== '') || !Object.hasOwn(ATOMS, part[2]!)) return undefined
    const atom = ATOMS[part[2]!]!
    const power = Number(part[3] ?? part[4] ?? 1) * (part[1] === '/' ? -1 : 1)
    // Division rather than a power of −1 keeps exact factors exact: 1/min is 1/60 correctly rounded.
    factor =
      power < 0 ? factor / integerPower(atom.factor, -power) : factor * integerPower(atom.factor, power)
    if (atom.base !== '') powers[atom.base] = (powers[atom.base] ?? 0) + power * (atom.power ?? 1)
    rest = rest.slice(part[0].length)
  }
  if (!Number.isFinite(factor) || factor === 0) return undefined
  return { factor, offset: 0, dimension: dimensionOf(powers) }
}

function integerPower(x: number, n: number): number {
  // 1e-10 ** 2 is not 1e-20 in doubles; the decimal text of the exponent is.
  const decade = Math.round(Math.log10(x))
  return Number(`1e${decade}`) === x ? Number(`1e${decade * n}`) : x ** n
}

function dimensionOf(powers: Readonly<Record<string, number>>): string {
  const parts = ['eV', 'Pa', 'kg', 'm', 's', 'K']
    .filter(base => (powers[base] ?? 0) !== 0)
    .map(base => (powers[base] === 1 ? base : `${base}${powers[base]}`))
  return parts.length === 0 ? '1' : parts.join(' ')
}

const DIMENSION_TEXT: Readonly<Record<string, { name: string; example: string }>> = {
  '1': { name: 'a plain number', example: '0.5' },
  K: { name: 'a temperature', example: '500 K' },
  Pa: { name: 'a pressure', example: '0.1 bar' },
  eV: { name: 'an energy', example: '0.75 eV or 72 kJ/mol' },
  m2: { name: 'an area', example: '9e-20 m^2' },
  's-1': { name: 'a rate', example: '1e13 1/s' },
  kg: { name: 'a mass', example: '28.01 amu' },
  s: { name: 'a time', example: '0.5 s' },
  m3: { name: 'a volume', example: '10 cm^3' },
  'm3 s-1': { name: 'a volumetric flow', example: '30 cm^3/min' },
  'm-3': { name: 'a number per volume', example: '40 mol/m^3' },
}

/** What people call a dimension, with an example of how to write it. */
export function describeDimension(dimension: string): { name: string; example: string } {
  return DIMENSION_TEXT[dimension] ?? { name: `a quantity in ${dimension}`, example: `1 ${dimension}` }
}
