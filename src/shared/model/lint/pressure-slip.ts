/** Units of pressure that people mix up with one another [Pa]. */
const SLIPS = [
  { factor: 1e5, words: '1e5: a pressure counts in Pa at one place and in bar at another' },
  { factor: 101_325, words: '101325: a pressure counts in Pa at one place and in atm at another' },
]
/** Relative; the two units above differ by 1.3 %, and tables round their numbers. */
const CLOSE = 0.05

/** Words for a mismatch of free energies [eV] that a wrong standard state would make; kB T in eV. */
export function pressureSlip(mismatch: number, kT: number): string | undefined {
  const ln = Math.abs(mismatch) / kT
  const [near] = [1, 2]
    .flatMap(times =>
      SLIPS.map(slip => ({ ...slip, times, off: Math.abs(ln - times * Math.log(slip.factor)) })),
    )
    .sort((a, b) => a.off - b.off)
  if (near!.off > CLOSE) return undefined
  return `It is a factor of ${near!.times === 2 ? 'the square of ' : ''}${near!.words}.`
}
