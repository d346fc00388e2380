/** Constants of J mol⁻¹ to eV, exact by the SI of 2019. */
const EV_PER_J_PER_MOL = 1 / (1.602176634e-19 * 6.02214076e23)
/** h c in eV cm. */
const EV_PER_WAVENUMBER = (6.62607015e-34 * 299792458 * 100) / 1.602176634e-19
const REFERENCE_T = 298.15

/** Shomate equations of common gases. Source: NIST Chemistry WebBook, SRD 69. */
// prettier-ignore
const SHOMATE: Readonly<Record<string, readonly { from: number; to: number; coefficients: readonly number[] }[]>> = {
  CO: [{ from: 298, to: 1300, coefficients: [25.56759, 6.09613, 4.054656, -2.671301, 0.131021, -118.0089, 227.3665, -110.5271] }],
  O2: [
    { from: 100, to: 700, coefficients: [31.32234, -20.23531, 57.86644, -36.50624, -0.007374, -8.903471, 246.7945, 0] },
    { from: 700, to: 2000, coefficients: [30.03235, 8.772972, -3.988133, 0.788313, -0.741599, -11.32468, 236.1663, 0] },
  ],
  CO2: [{ from: 298, to: 1200, coefficients: [24.99735, 55.18696, -33.69137, 7.948387, -0.136638, -403.6075, 228.2431, -393.5224] }],
  H2: [{ from: 298, to: 1000, coefficients: [33.066178, -11.363417, 11.432816, -2.772874, -0.158558, -9.980797, 172.707974, 0] }],
  H2O: [{ from: 500, to: 1700, coefficients: [30.092, 6.832514, 6.793435, -2.53448, 0.082139, -250.881, 223.3967, -241.8264] }],
  CH4: [{ from: 298, to: 1300, coefficients: [-0.703029, 108.4773, -42.52157, 5.862788, 0.678565, -76.84376, 158.7163, -74.8731] }],
  N2: [
    { from: 100, to: 500, coefficients: [28.98641, 1.853978, -9.647459, 16.63537, 0.000117, -8.671914, 226.4168, 0] },
    { from: 500, to: 2000, coefficients: [19.50583, 19.88705, -8.598535, 1.369784, 0.527601, -4.935202, 212.39, 0] },
  ],
  NH3: [{ from: 298, to: 1400, coefficients: [19.99563, 49.77119, -15.37599, 1.921168, 0.189174, -53.30667, 203.8591, -45.89806] }],
}

/** Entropies that CatMAP assumes of gases it knows no better [eV K⁻¹]. */
const FIXED_ENTROPY: Readonly<Record<string, number>> = { H2: 0.00135 }
const OTHER_ENTROPY = 0.002

export const GAS_MODES = ['frozen_gas', 'zero_point_gas', 'fixed_entropy_gas', 'shomate_gas'] as const
export const ADSORBATE_MODES = ['frozen_adsorbate', 'zero_point_adsorbate', 'harmonic_adsorbate'] as const

export const zeroPointEnergy = (frequencies: readonly number[]): number =>
  frequencies.reduce((sum, frequency) => sum + (frequency * EV_PER_WAVENUMBER) / 2, 0)

/** `thermo` of a gas in a model file, or why there is none. */
export function gasThermo(
  mode: (typeof GAS_MODES)[number],
  name: string,
  frequencies: readonly number[],
): { readonly thermo: unknown } | { readonly problem: string } {
  const zero = zeroPointEnergy(frequencies)
  switch (mode) {
    case 'frozen_gas':
      return { thermo: 'none' }
    case 'zero_point_gas':
      return { thermo: { model: 'fixed', value: `${zero} eV` } }
    case 'fixed_entropy_gas': {
      const entropy = FIXED_ENTROPY[name] ?? OTHER_ENTROPY
      return { thermo: { model: 'fixed', value: { expression: `${zero} - ${entropy} * T`, unit: 'eV' } } }
    }
    case 'shomate_gas': {
      const ranges = SHOMATE[name]
      if (!ranges) return { problem: `no Shomate equation is known here for ${name}` }
      const write = ranges.map(({ from, to, coefficients }) => ({
        from: `${from} K`,
        to: `${to} K`,
        coefficients,
      }))
      const heat = zero + heatContent(ranges[0]!.coefficients) * EV_PER_J_PER_MOL
      return { thermo: { model: 'shomate', enthalpy_298: `${heat} eV`, ranges: write } }
    }
  }
}

/** CatMAP takes H(298 K) − H(0 K) as Cp(298.15 K) · 298.15 K [J mol⁻¹]. */
function heatContent([A, B, C, D, E]: readonly number[]): number {
  const t = REFERENCE_T / 1000
  return (A! + B! * t + C! * t * t + D! * t ** 3 + E! / (t * t)) * REFERENCE_T
}

/** `thermo` of an adsorbate or transition state in a model file. */
export function surfaceThermo(
  mode: (typeof ADSORBATE_MODES)[number],
  frequencies: readonly number[],
): Readonly<Record<string, unknown>> | undefined {
  if (frequencies.length === 0 || mode === 'frozen_adsorbate') return undefined
  if (mode === 'zero_point_adsorbate') return { model: 'fixed', value: `${zeroPointEnergy(frequencies)} eV` }
  return { model: 'harmonic', vibrational: frequencies.map(frequency => `${frequency} cm^-1`) }
}
