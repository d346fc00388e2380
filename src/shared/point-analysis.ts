import type { Mechanism } from './mechanism.js'

/**
 * What the analysis of a solved point says, as a row of doubles with one name each, so that any of them can be
 * an output. Of the turnover frequency r of a gas: degrees of rate control ∂ln r/∂ln k_j of the steps (forward
 * and reverse together, K kept), thermodynamic rate control ∂ln r/∂(−G_n/kB T) of the adsorbates (all other
 * species and all transition states kept), reaction orders ∂ln r/∂ln p_g, and the apparent activation energy
 * kB T² ∂ln r/∂T [eV]. NaN where r is zero.
 *
 * Source: Campbell, ACS Catal. 7 (2017) 2770; Stegelmann, Andreasen & Campbell, JACS 131 (2009) 8077.
 */
export interface AnalysisLayout {
  readonly width: number
  readonly columns: readonly AnalysisColumn[]
  /** The gases whose turnover frequencies are differentiated; the functions below take one of them. */
  readonly rates: readonly number[]
  /** Indices of the adsorbates among the surface species. */
  readonly adsorbates: readonly number[]
  readonly control: (gas: number, step: number) => number
  /** `adsorbate` counts along `adsorbates`. */
  readonly thermodynamic: (gas: number, adsorbate: number) => number
  readonly order: (gas: number, by: number) => number
  readonly activation: (gas: number) => number
  /** Share of the molecules that are formed, for any gas. NaN for a gas that is not. */
  readonly selectivity: (gas: number) => number
  /** Reverse over forward rate of a step: 0 irreversible, 1 equilibrated. */
  readonly reversibility: (step: number) => number
}

export interface AnalysisColumn {
  readonly name: string
  readonly unit: string
  readonly group: AnalysisGroup
}

export type AnalysisGroup =
  | 'rate control'
  | 'thermodynamic rate control'
  | 'reaction order'
  | 'activation energy'
  | 'selectivity'
  | 'reversibility'

/** @param rates indices of gases; all of them when left out */
export function analysisLayout(
  { gases, steps, surface }: Pick<Mechanism, 'gases' | 'steps' | 'surface'>,
  rates: readonly number[] = [...gases.keys()],
): AnalysisLayout {
  const adsorbates = surface.flatMap((species, i) => (species.free ? [] : [i]))
  const names = {
    gases: gases.map(gas => gas.name),
    steps: steps.map(step => step.label),
    adsorbates: adsorbates.map(i => surface[i]!.name),
  }
  const columns: AnalysisColumn[] = []
  const block = (group: AnalysisGroup, unit: string, of: readonly string[]): number => {
    const first = columns.length
    columns.push(...of.map(name => ({ name, unit, group })))
    return first
  }
  const pairs = (kind: string, by: readonly string[]): string[] =>
    rates.flatMap(gas => by.map(name => `${kind}(${gases[gas]!.name}, ${name})`))
  const of = (kind: string, by: readonly string[]): string[] => by.map(name => `${kind}(${name})`)
  const place = (gas: number): number => rates.indexOf(gas)

  const control = block('rate control', '1', pairs('drc', names.steps))
  const thermodynamic = block('thermodynamic rate control', '1', pairs('trc', names.adsorbates))
  const order = block('reaction order', '1', pairs('order', names.gases))
  const ofRates = rates.map(gas => gases[gas]!.name)
  const activation = block('activation energy', 'eV', of('activation_energy', ofRates))
  const selectivity = block('selectivity', '1', of('selectivity', names.gases))
  const reversibility = block('reversibility', '1', of('reversibility', names.steps))
  return {
    width: columns.length,
    columns,
    rates,
    adsorbates,
    control: (gas, step) => control + place(gas) * steps.length + step,
    thermodynamic: (gas, adsorbate) => thermodynamic + place(gas) * adsorbates.length + adsorbate,
    order: (gas, by) => order + place(gas) * gases.length + by,
    activation: gas => activation + place(gas),
    selectivity: gas => selectivity + gas,
    reversibility: step => reversibility + step,
  }
}

/** The columns that `analysis.control` of a plan adds to its points: those of the turnover frequency it names. */
export function controlLayout(mechanism: Mechanism): AnalysisLayout | undefined {
  const gas = mechanism.gases.findIndex(({ name }) => name === mechanism.analysis?.control)
  return gas < 0 ? undefined : analysisLayout(mechanism, [gas])
}
