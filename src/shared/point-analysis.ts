import type { Mechanism } from './mechanism.js'

/**
 * What the analysis of a solved point says, as a row of doubles with one name each, so that any of them can be
 * an output. Of every turnover frequency (of each gas) r: degrees of rate control ∂ln r/∂ln k_j of the steps
 * (forward and reverse together, K kept), thermodynamic rate control ∂ln r/∂(−G_n/kB T) of the adsorbates (all
 * other species and all transition states kept), reaction orders ∂ln r/∂ln p_g, and the apparent activation
 * energy kB T² ∂ln r/∂T [eV]. NaN where r is zero.
 *
 * Source: Campbell, ACS Catal. 7 (2017) 2770; Stegelmann, Andreasen & Campbell, JACS 131 (2009) 8077.
 */
export interface AnalysisLayout {
  readonly width: number
  readonly columns: readonly AnalysisColumn[]
  /** Indices of the adsorbates among the surface species. */
  readonly adsorbates: readonly number[]
  readonly tof: (gas: number) => number
  /** Share of the molecules that are formed. NaN for a gas that is not. */
  readonly selectivity: (gas: number) => number
  /** Reverse over forward rate of a step: 0 irreversible, 1 equilibrated. */
  readonly reversibility: (step: number) => number
  readonly activation: (gas: number) => number
  readonly order: (gas: number, by: number) => number
  readonly control: (gas: number, step: number) => number
  /** `adsorbate` counts along `adsorbates`. */
  readonly thermodynamic: (gas: number, adsorbate: number) => number
}

export interface AnalysisColumn {
  readonly name: string
  readonly unit: string
}

export function analysisLayout(mechanism: Pick<Mechanism, 'gases' | 'steps' | 'surface'>): AnalysisLayout {
  const { gases, steps, surface } = mechanism
  const adsorbates = surface.flatMap((species, i) => (species.free ? [] : [i]))
  const columns: AnalysisColumn[] = []
  const block = (unit: string, names: readonly string[]): number => {
    const first = columns.length
    columns.push(...names.map(name => ({ name, unit })))
    return first
  }
  const of = (kind: string): string[] => gases.map(gas => `${kind}(${gas.name})`)
  const pairs = (kind: string, by: readonly string[]): string[] =>
    gases.flatMap(gas => by.map(name => `${kind}(${gas.name}, ${name})`))
  const [G, m, A] = [gases.length, steps.length, adsorbates.length]

  const tof = block('s-1', of('tof'))
  const selectivity = block('1', of('selectivity'))
  const reversibility = block(
    '1',
    steps.map(step => `reversibility(${step.label})`),
  )
  const activation = block('eV', of('activation_energy'))
  const order = block(
    '1',
    pairs(
      'order',
      gases.map(gas => gas.name),
    ),
  )
  const control = block(
    '1',
    pairs(
      'drc',
      steps.map(step => step.label),
    ),
  )
  const thermodynamic = block(
    '1',
    pairs(
      'trc',
      adsorbates.map(i => surface[i]!.name),
    ),
  )
  return {
    width: columns.length,
    columns,
    adsorbates,
    tof: gas => tof + gas,
    selectivity: gas => selectivity + gas,
    reversibility: step => reversibility + step,
    activation: gas => activation + gas,
    order: (gas, by) => order + gas * G + by,
    control: (gas, step) => control + gas * m + step,
    thermodynamic: (gas, adsorbate) => thermodynamic + gas * A + adsorbate,
  }
}
