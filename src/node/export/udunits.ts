/**
 * Names of our units (see model/units.ts) that the UDUNITS library does not know, or knows as something
 * else, in its own words; values as there.
 */
const UDUNITS: Readonly<Record<string, string>> = {
  '': '1',
  '°C': 'degC',
  '℃': 'degC',
  celsius: 'degC',
  Å: 'angstrom',
  Angstrom: 'angstrom',
  Torr: '(101325/760 Pa)',
  torr: '(101325/760 Pa)',
  mTorr: '(101.325/760 Pa)',
  cal: '(4.184 J)',
  kcal: '(4184 J)',
  Ha: '(27.211386245988 eV)',
  Hartree: '(27.211386245988 eV)',
  Ry: '(13.605693122994 eV)',
  amu: 'u',
  '%': 'percent',
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = { '⁻': '-', '¹': '1', '²': '2', '³': '3' }

/** A unit as CF files write it: `kJ/mol` → `kJ mol-1`, `Å^2` → `angstrom2`, nothing → `1`. */
export function udunits(unit: string): string {
  const plain = unit
    .trim()
    .replace(/[⁻¹²³]/g, c => SUPERSCRIPTS[c]!)
    .replaceAll('\u212b', 'Å')
  if (Object.hasOwn(UDUNITS, plain)) return UDUNITS[plain]!
  const parts: string[] = []
  for (const [, sign, name, power] of plain.matchAll(
    /([*·/]?)\s*([A-Za-zÅ%]+|1(?!\d))(?:\^?\(?([+-]?\d)\)?)?/g,
  )) {
    const exponent = Number(power ?? 1) * (sign === '/' ? -1 : 1)
    if (name === '1') continue
    parts.push(`${UDUNITS[name!] ?? name!}${exponent === 1 ? '' : exponent}`)
  }
  return parts.length === 0 ? '1' : parts.join(' ')
}
